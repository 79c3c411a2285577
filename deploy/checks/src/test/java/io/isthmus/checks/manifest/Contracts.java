package io.isthmus.checks.manifest;

import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Topics are those of the AsyncAPI document, public paths lead to something, registered clients have their secrets. */
final class Contracts implements Check {

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        if (manifests.ofKind("KafkaTopic").findAny().isPresent()) {
            topics(manifests, problems);
        }
        manifests.ofKind("Ingress").forEach(ingress -> paths(manifests, ingress, problems));
        manifests
                .ofKind("ConfigMap")
                .filter(map -> map.at("data", "clients.yaml").exists())
                .forEach(map -> clients(manifests, map, problems));
        return problems;
    }

    private static void topics(Manifests manifests, List<String> problems) {
        Node channels =
                Node.document(Repository.text("contracts/asyncapi.yaml")).at("channels");
        Set<String> wanted = channels.map().values().stream()
                .map(channel -> new Node(channel).at("address").text())
                .collect(Collectors.toCollection(HashSet::new));
        manifests.ofKind("KafkaTopic").forEach(topic -> {
            String name = Manifests.name(topic);
            if (!wanted.remove(name)) {
                problems.add(Manifests.id(topic) + ": contracts/asyncapi.yaml has no such topic");
                return;
            }
            Node expected = channels.map().values().stream()
                    .map(Node::new)
                    .filter(channel -> channel.at("address").text().equals(name))
                    .findFirst()
                    .orElseThrow()
                    .at("bindings", "kafka", "topicConfiguration");
            expected.entries().forEach(entry -> {
                String value = entry.getValue().value() instanceof List<?> list
                        ? String.valueOf(list.get(0))
                        : entry.getValue().text();
                if (!topic.at("spec", "config", entry.getKey()).text().equals(value)) {
                    problems.add(Manifests.id(topic) + ": " + entry.getKey() + " is not " + value);
                }
            });
        });
        wanted.forEach(name -> problems.add("KafkaTopic/" + name + ": is missing"));
    }

    private static void paths(Manifests manifests, Node ingress, List<String> problems) {
        for (Node rule : ingress.at("spec", "rules").list()) {
            for (Node path : rule.at("http", "paths").list()) {
                String service = path.at("backend", "service", "name").text();
                if (Environment.behind(manifests, service)
                        .filter(ours -> serves(ours, path.at("path").text()))
                        .isEmpty()) {
                    problems.add(Manifests.id(ingress) + ": " + service + " has nothing at "
                            + path.at("path").text());
                }
            }
        }
    }

    private static boolean serves(String service, String path) {
        if (path.startsWith("/q")) {
            return false;
        }
        Node paths = Node.document(Repository.text("contracts/openapi/" + service + ".yaml"))
                .at("paths");
        return paths.map().keySet().stream().anyMatch(known -> known.equals(path) || known.startsWith(path + "/"))
                || Files.exists(Repository.path(service).resolve("src/main/resources/META-INF/resources" + path));
    }

    private static void clients(Manifests manifests, Node map, List<String> problems) {
        Set<String> files = manifests
                .workloads()
                .filter(workload -> Manifests.name(workload).equals("token-service"))
                .flatMap(workload -> mountedSecrets(manifests, workload).stream())
                .collect(Collectors.toSet());
        Node.document(map.at("data", "clients.yaml").text())
                .everything()
                .map(place -> place.at("file").text())
                .filter(file -> !file.isEmpty() && !files.contains(file))
                .forEach(file -> problems.add(Manifests.id(map) + ": a client's secret is not at " + file));
    }

    private static Set<String> mountedSecrets(Manifests manifests, Node workload) {
        var provided = new Provided(manifests);
        Node pod = Manifests.template(workload).at("spec");
        var files = new HashSet<String>();
        for (Node container : Manifests.containers(workload)) {
            for (Node mount : container.at("volumeMounts").list()) {
                pod.at("volumes").list().stream()
                        .filter(volume ->
                                volume.at("name").text().equals(mount.at("name").text()))
                        .map(volume -> volume.at("secret", "secretName").text())
                        .flatMap(secret -> provided.secrets.getOrDefault(secret, Set.of()).stream())
                        .forEach(key -> files.add(mount.at("mountPath").text() + "/" + key));
            }
        }
        return files;
    }
}
