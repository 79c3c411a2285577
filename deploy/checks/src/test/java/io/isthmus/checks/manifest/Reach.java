package io.isthmus.checks.manifest;

import io.isthmus.checks.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whatever a service is told to call, network policies let it call: on its side and, inside the cluster, on the other. */
final class Reach implements Check {

    /** Outside the cluster hosts have a dot. */
    private static final Pattern OUTSIDE = Pattern.compile("(https?)://([a-z0-9-]+(?:\\.[a-z0-9-]+)+)(?::(\\d+))?");

    /** Names of the service itself and addresses for browsers: nobody calls them from a pod. */
    private static final Set<String> NOT_CALLED = Set.of("ISTHMUS_ISSUER", "ISTHMUS_LMS_PUBLIC_URL");

    @Override
    public List<String> problems(Manifests manifests) {
        return new Search(manifests, new ArrayList<>()).all();
    }

    private record Search(Manifests manifests, List<String> problems) {

        List<String> all() {
            manifests.workloads().forEach(workload -> {
                for (Node container : Manifests.containers(workload)) {
                    if (Environment.service(container).isPresent()) {
                        variables(workload, container);
                    }
                }
            });
            manifests
                    .ofKind("ConfigMap")
                    .filter(map -> map.at("data", "clients.yaml").exists())
                    .forEach(this::logoutNotices);
            return problems;
        }

        private void variables(Node workload, Node container) {
            Node labels = Manifests.template(workload).at("metadata", "labels");
            boolean migrates = workload.at("kind").text().equals("Job");
            Environment.variables(manifests, container).forEach((name, value) -> {
                if (migrates ? name.startsWith("QUARKUS_DATASOURCE") : !NOT_CALLED.contains(name)) {
                    String id = Manifests.id(workload) + ": " + name;
                    outside(id, labels, value.text());
                    inside(id, labels, value.text());
                }
            });
        }

        /** Where token-service tells clients that a session is over. */
        private void logoutNotices(Node map) {
            Stream<Node> places =
                    Node.document(map.at("data", "clients.yaml").text()).everything();
            List<String> addresses = places.map(
                            place -> place.at("backchannel-logout").text())
                    .filter(address -> !address.isEmpty())
                    .toList();
            manifests
                    .ofKind("Deployment")
                    .filter(deployment -> Manifests.name(deployment).equals("token-service"))
                    .map(deployment -> Manifests.template(deployment).at("metadata", "labels"))
                    .forEach(labels -> addresses.forEach(
                            address -> outside(Manifests.id(map) + ": backchannel-logout", labels, address)));
        }

        private void outside(String what, Node labels, String value) {
            Matcher address = OUTSIDE.matcher(value);
            while (address.find()) {
                String port = address.group(3);
                if (port == null) {
                    port = address.group(1).equals("https") ? "443" : "80";
                }
                if (!allowed(
                        "egress",
                        labels,
                        List.of(port),
                        peer -> peer.at("ipBlock").exists())) {
                    problems.add(what + " names " + address.group() + ", and no NetworkPolicy lets it out");
                }
            }
        }

        private void inside(String what, Node labels, String value) {
            Matcher address = References.ADDRESS.matcher(value.replaceAll("//[^/@]*@", "//"));
            while (address.find()) {
                Target target = target(address.group(1), address.group(2));
                if (target == null) {
                    continue;
                }
                if (!allowed("egress", labels, target.ports(), peer -> selects(peer, target.labels()))) {
                    problems.add(what + " names " + address.group() + ", and no NetworkPolicy lets it out");
                }
                if (!allowed("ingress", target.labels(), target.ports(), peer -> selects(peer, labels))) {
                    problems.add(what + " names " + address.group() + ", and no NetworkPolicy lets it in there");
                }
            }
        }

        private static boolean selects(Node peer, Node labels) {
            return peer.at("podSelector").exists()
                    && !peer.at("namespaceSelector").exists()
                    && Manifests.selects(peer.at("podSelector"), labels);
        }

        private boolean allowed(String direction, Node pod, List<String> ports, Predicate<Node> isPeer) {
            String peers = direction.equals("egress") ? "to" : "from";
            return manifests
                    .ofKind("NetworkPolicy")
                    .filter(policy -> Manifests.selects(policy.at("spec", "podSelector"), pod))
                    .flatMap(policy -> policy.at("spec", direction).list().stream())
                    .filter(rule -> !rule.at("ports").exists()
                            || rule.at("ports").list().stream()
                                    .anyMatch(port ->
                                            ports.contains(port.at("port").text())))
                    .anyMatch(rule -> !rule.at(peers).exists()
                            || rule.at(peers).list().stream().anyMatch(isPeer));
        }

        /** The pods behind a Service, ours or an operator's; null if there is none, which References reports. */
        private @Nullable Target target(String host, String port) {
            Stream<Target> ours = manifests
                    .ofKind("Service")
                    .filter(service -> Manifests.name(service).equals(host))
                    .flatMap(service -> service.at("spec", "ports").list().stream()
                            .filter(offered -> offered.at("port").text().equals(port))
                            .map(offered -> behind(service, offered)));
            // Labels of Strimzi and CloudNativePG.
            Stream<Target> kafka = manifests
                    .ofKind("Kafka")
                    .filter(cluster -> host.equals(Manifests.name(cluster) + "-kafka-bootstrap"))
                    .map(cluster -> Target.of("strimzi.io/cluster", Manifests.name(cluster), port));
            Stream<Target> postgres = manifests
                    .ofKind("Cluster")
                    .filter(cluster -> host.equals(Manifests.name(cluster) + "-rw"))
                    .map(cluster -> Target.of("cnpg.io/cluster", Manifests.name(cluster), port));
            return Stream.concat(ours, Stream.concat(kafka, postgres))
                    .findFirst()
                    .orElse(null);
        }

        /** The container's port may be given by number or by name. */
        private Target behind(Node service, Node offered) {
            Node pod = manifests
                    .selected(new Node(
                            Map.of("matchLabels", service.at("spec", "selector").map())))
                    .findFirst()
                    .orElse(new Node(null));
            String wanted = offered.at("targetPort").text();
            List<String> ports = pod.at("spec", "containers").list().stream()
                    .flatMap(container -> container.at("ports").list().stream())
                    .filter(port -> port.at("name").text().equals(wanted)
                            || port.at("containerPort").text().equals(wanted))
                    .flatMap(port -> Stream.of(
                            port.at("name").text(), port.at("containerPort").text()))
                    .toList();
            return new Target(pod.at("metadata", "labels"), ports);
        }
    }

    /** @param ports numbers and names of the same port */
    private record Target(Node labels, List<String> ports) {

        static Target of(String label, String value, String port) {
            return new Target(new Node(Map.of(label, value)), List.of(port));
        }
    }
}
