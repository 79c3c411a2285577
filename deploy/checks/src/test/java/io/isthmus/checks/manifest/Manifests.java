package io.isthmus.checks.manifest;

import io.isthmus.checks.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that one overlay puts into the cluster. */
public record Manifests(List<Node> resources) {

    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "Job");

    public Manifests {
        resources = List.copyOf(resources);
    }

    public Stream<Node> ofKind(String kind) {
        return resources.stream().filter(resource -> resource.at("kind").text().equals(kind));
    }

    public static String name(Node resource) {
        return resource.at("metadata", "name").text();
    }

    /** For messages: {@code Deployment/token-service}. */
    public static String id(Node resource) {
        return resource.at("kind").text() + "/" + name(resource);
    }

    /** What makes pods. */
    public Stream<Node> workloads() {
        return resources.stream()
                .filter(resource -> WORKLOADS.contains(resource.at("kind").text()));
    }

    /** Pod templates, which stand at the same place in every workload. */
    public static Node template(Node workload) {
        return workload.at("spec", "template");
    }

    public static List<Node> containers(Node workload) {
        Node pod = template(workload).at("spec");
        var containers = new ArrayList<>(pod.at("initContainers").list());
        containers.addAll(pod.at("containers").list());
        return containers;
    }

    /** @return whether all of the selector's labels are among the labels; a selector without any matches everything */
    static boolean selects(Node selector, Node labels) {
        boolean pairs = selector.at("matchLabels")
                .entries()
                .allMatch(pair ->
                        labels.at(pair.getKey()).text().equals(pair.getValue().text()));
        return pairs && selector.at("matchExpressions").list().stream().allMatch(rule -> matches(rule, labels));
    }

    private static boolean matches(Node rule, Node labels) {
        Node label = labels.at(rule.at("key").text());
        return switch (rule.at("operator").text()) {
            case "In" -> label.exists() && rule.at("values").texts().contains(label.text());
            case "Exists" -> label.exists();
            default ->
                throw new IllegalArgumentException(
                        "operator " + rule.at("operator").text());
        };
    }

    /** Pod templates that the selector selects. */
    Stream<Node> selected(Node selector) {
        return workloads()
                .map(Manifests::template)
                .filter(template -> selects(selector, template.at("metadata", "labels")));
    }
}
