package io.isthmus.checks.manifest;

import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import io.isthmus.checks.settings.DeclaredSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Ports and selectors meet: services and pods, probes and containers, network policies, monitors, budgets. */
final class Ports implements Check {

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        manifests.ofKind("Service").forEach(service -> service(manifests, service, problems));
        manifests.workloads().forEach(workload -> {
            probes(workload, problems);
            listens(workload, problems);
        });
        manifests
                .ofKind("PodDisruptionBudget")
                .filter(budget -> manifests
                        .selected(budget.at("spec", "selector"))
                        .findAny()
                        .isEmpty())
                .forEach(budget -> problems.add(Manifests.id(budget) + ": selects no pod"));
        manifests
                .ofKind("Deployment")
                .filter(deployment -> !Manifests.selects(
                        deployment.at("spec", "selector"),
                        Manifests.template(deployment).at("metadata", "labels")))
                .forEach(deployment -> problems.add(Manifests.id(deployment) + ": does not select its own pods"));
        manifests.ofKind("NetworkPolicy").forEach(policy -> policy(manifests, policy, problems));
        manifests.ofKind("ServiceMonitor").forEach(monitor -> monitor(manifests, monitor, problems));
        return problems;
    }

    private static Stream<Node> ports(Node template) {
        return template.at("spec", "containers").list().stream()
                .flatMap(container -> container.at("ports").list().stream());
    }

    private static boolean offers(Node template, String port) {
        return ports(template)
                .anyMatch(offered -> offered.at("name").text().equals(port)
                        || offered.at("containerPort").text().equals(port));
    }

    private static void service(Manifests manifests, Node service, List<String> problems) {
        List<Node> pods = manifests
                .workloads()
                .map(Manifests::template)
                .filter(template -> service.at("spec", "selector")
                        .entries()
                        .allMatch(pair -> template.at("metadata", "labels", pair.getKey())
                                .text()
                                .equals(pair.getValue().text())))
                .toList();
        if (pods.isEmpty()) {
            problems.add(Manifests.id(service) + ": selects no pod");
        }
        for (Node port : service.at("spec", "ports").list()) {
            String target = port.at("targetPort").text();
            if (pods.stream().anyMatch(pod -> !offers(pod, target))) {
                problems.add(Manifests.id(service) + ": leads to the port " + target + ", which its pods do not have");
            }
        }
    }

    private static void probes(Node workload, List<String> problems) {
        for (Node container : Manifests.containers(workload)) {
            for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                Stream.of("httpGet", "tcpSocket")
                        .map(way -> container.at(probe, way, "port"))
                        .filter(Node::exists)
                        .filter(port -> !offers(Manifests.template(workload), port.text()))
                        .forEach(port -> problems.add(Manifests.id(workload) + ": " + probe + " asks the port "
                                + port.text() + ", which is not there"));
            }
        }
    }

    /** The container says the port where the service listens by its configuration. */
    private static void listens(Node workload, List<String> problems) {
        if (workload.at("kind").text().equals("Job")) {
            return;
        }
        Manifests.containers(workload).stream()
                .flatMap(container -> Environment.service(container).stream())
                .filter(service -> !offers(
                        Manifests.template(workload),
                        DeclaredSettings.of(service).port()))
                .forEach(service -> problems.add(Manifests.id(workload) + ": the service listens at "
                        + DeclaredSettings.of(service).port() + ", the container says otherwise"));
    }

    private static void policy(Manifests manifests, Node policy, List<String> problems) {
        List<Node> pods = manifests.selected(policy.at("spec", "podSelector")).toList();
        policy.at("spec", "ingress").list().stream()
                .flatMap(rule -> rule.at("ports").list().stream())
                .map(port -> port.at("port").text())
                .filter(port -> !pods.isEmpty() && pods.stream().noneMatch(pod -> offers(pod, port)))
                .forEach(port -> problems.add(
                        Manifests.id(policy) + ": opens the port " + port + ", which none of its pods has"));
    }

    private static void monitor(Manifests manifests, Node monitor, List<String> problems) {
        List<Node> services = manifests
                .ofKind("Service")
                .filter(service -> Manifests.selects(monitor.at("spec", "selector"), service.at("metadata", "labels")))
                .toList();
        for (String service : Repository.SERVICES) {
            if (services.stream().noneMatch(found -> Manifests.name(found).equals(service))) {
                problems.add(Manifests.id(monitor) + ": does not see " + service);
            }
        }
        monitor.at("spec", "endpoints").list().stream()
                .map(endpoint -> endpoint.at("port").text())
                .filter(port -> services.stream()
                        .anyMatch(service -> service.at("spec", "ports").list().stream()
                                .noneMatch(offered -> offered.at("name").text().equals(port))))
                .forEach(port ->
                        problems.add(Manifests.id(monitor) + ": asks the port " + port + ", which is not there"));
    }
}
