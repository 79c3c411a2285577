package io.isthmus.checks.manifest;

import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import io.isthmus.checks.settings.DeclaredSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every variable is a setting of its service, and every setting that the service needs has a variable. */
public final class Environment implements Check {

    @Override
    public List<String> problems(Manifests manifests) {
        var problems = new ArrayList<String>();
        manifests.workloads().forEach(workload -> {
            for (Node container : Manifests.containers(workload)) {
                service(container).ifPresent(service -> {
                    Map<String, Node> variables = variables(manifests, container);
                    DeclaredSettings settings = DeclaredSettings.of(service);
                    Set<String> names = variables.keySet().stream()
                            .filter(name -> !isPartOfAnother(name, variables))
                            .collect(Collectors.toSet());
                    names.stream()
                            .flatMap(name -> settings.problemsOf(name).stream())
                            .sorted()
                            .forEach(problem -> problems.add(Manifests.id(workload) + ": " + problem));
                    if (workload.at("kind").text().equals("Deployment")) {
                        settings.missing(names)
                                .forEach(problem -> problems.add(Manifests.id(workload) + ": " + problem));
                    }
                });
            }
        });
        return problems;
    }

    /** @return which of our services the container runs, if any */
    static Optional<String> service(Node container) {
        String image = container.at("image").text().replaceAll(":[^/:]*$", "");
        return Repository.SERVICES.stream()
                .filter(service -> image.endsWith("isthmus/" + service))
                .findFirst();
    }

    /** @return which of our services is behind the Service of the cluster with this name, if any */
    static Optional<String> behind(Manifests manifests, String name) {
        return manifests
                .ofKind("Service")
                .filter(service -> Manifests.name(service).equals(name))
                .flatMap(service -> manifests
                        .workloads()
                        .filter(workload -> service.at("spec", "selector")
                                .entries()
                                .allMatch(label -> Manifests.template(workload)
                                        .at("metadata", "labels", label.getKey())
                                        .text()
                                        .equals(label.getValue().text()))))
                .flatMap(workload -> Manifests.containers(workload).stream())
                .flatMap(container -> service(container).stream())
                .findFirst();
    }

    /** What the container will find in its environment; later ones win, as in the cluster. */
    public static Map<String, Node> variables(Manifests manifests, Node container) {
        var variables = new LinkedHashMap<String, Node>();
        for (Node from : container.at("envFrom").list()) {
            manifests
                    .ofKind("ConfigMap")
                    .filter(map -> Manifests.name(map)
                            .equals(from.at("configMapRef", "name").text()))
                    .flatMap(map -> map.at("data").entries())
                    .forEach(entry -> variables.put(entry.getKey(), entry.getValue()));
        }
        for (Node variable : container.at("env").list()) {
            Node value = variable.at("value");
            variables.put(variable.at("name").text(), value.exists() ? value : variable.at("valueFrom"));
        }
        return variables;
    }

    /** {@code $(NAME)} in another one's value. */
    private static boolean isPartOfAnother(String name, Map<String, Node> variables) {
        return variables.values().stream().anyMatch(value -> value.text().contains("$(" + name + ")"));
    }
}
