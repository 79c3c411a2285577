package io.isthmus.checks.manifest;

import io.isthmus.checks.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whatever is referred to by name is there: keys, volumes, accounts, services and addresses in values. */
final class References implements Check {

    /** A host without a dot, which can only be a Service of this namespace, and a port. */
    static final Pattern ADDRESS = Pattern.compile("(?:^|//|@|,)([a-z][a-z0-9-]*):(\\d+)\\b");

    @Override
    public List<String> problems(Manifests manifests) {
        return new Search(manifests, new Provided(manifests), new ArrayList<>()).all();
    }

    private record Search(Manifests manifests, Provided provided, List<String> problems) {

        List<String> all() {
            manifests.workloads().forEach(this::workload);
            manifests
                    .ofKind("ConfigMap")
                    .forEach(map -> map.at("data")
                            .entries()
                            .filter(entry -> entry.getKey().matches("[A-Z0-9_]+"))
                            .forEach(entry -> addresses(
                                    map, entry.getKey(), entry.getValue().text())));
            manifests.ofKind("Ingress").forEach(this::ingress);
            manifests
                    .ofKind("TriggerAuthentication")
                    .forEach(authentication -> authentication
                            .at("spec", "secretTargetRef")
                            .list()
                            .forEach(ref ->
                                    key(authentication, provided.secrets, "Secret", ref.at("name"), ref.at("key"))));
            manifests.ofKind("Cluster").forEach(this::databaseBackup);
            manifests
                    .ofKind("ScheduledBackup")
                    .forEach(backup -> named(
                            backup,
                            "Cluster",
                            backup.at("spec", "cluster", "name").text()));
            manifests
                    .ofKind("Certificate")
                    .forEach(certificate -> named(
                            certificate,
                            "Issuer",
                            certificate.at("spec", "issuerRef", "name").text()));
            manifests
                    .ofKind("HorizontalPodAutoscaler")
                    .forEach(autoscaler -> named(
                            autoscaler,
                            autoscaler.at("spec", "scaleTargetRef", "kind").text(),
                            autoscaler.at("spec", "scaleTargetRef", "name").text()));
            manifests.ofKind("ScaledObject").forEach(this::scaledObject);
            return problems;
        }

        private void workload(Node workload) {
            Node pod = Manifests.template(workload).at("spec");
            pod.at("serviceAccountName").maybeText().ifPresent(name -> named(workload, "ServiceAccount", name));
            Set<String> volumes = new java.util.HashSet<>(pod.at("volumes").list().stream()
                    .map(volume -> volume.at("name").text())
                    .toList());
            workload.at("spec", "volumeClaimTemplates").list().forEach(claim -> volumes.add(Manifests.name(claim)));
            pod.at("volumes").list().forEach(volume -> volume(workload, volume));
            for (Node container : Manifests.containers(workload)) {
                container.at("volumeMounts").list().stream()
                        .map(mount -> mount.at("name").text())
                        .filter(name -> !volumes.contains(name))
                        .forEach(name -> problem(workload, "mounts the volume " + name + ", which is not there"));
                environment(workload, container);
            }
        }

        private void volume(Node workload, Node volume) {
            source(workload, provided.configMaps, "ConfigMap", volume.at("configMap", "name"), volume.at("configMap"));
            source(workload, provided.secrets, "Secret", volume.at("secret", "secretName"), volume.at("secret"));
        }

        private void source(Node workload, Map<String, Set<String>> all, String kind, Node name, Node source) {
            if (!source.exists()) {
                return;
            }
            if (!all.containsKey(name.text())) {
                problem(workload, "there is no " + kind + " " + name.text());
            }
            source.at("items").list().forEach(item -> key(workload, all, kind, name, item.at("key")));
        }

        private void environment(Node workload, Node container) {
            for (Node from : container.at("envFrom").list()) {
                source(
                        workload,
                        provided.configMaps,
                        "ConfigMap",
                        from.at("configMapRef", "name"),
                        from.at("configMapRef"));
                source(workload, provided.secrets, "Secret", from.at("secretRef", "name"), from.at("secretRef"));
            }
            for (Node variable : container.at("env").list()) {
                Node config = variable.at("valueFrom", "configMapKeyRef");
                Node secret = variable.at("valueFrom", "secretKeyRef");
                if (config.exists()) {
                    key(workload, provided.configMaps, "ConfigMap", config.at("name"), config.at("key"));
                }
                if (secret.exists()) {
                    key(workload, provided.secrets, "Secret", secret.at("name"), secret.at("key"));
                }
                addresses(
                        workload,
                        variable.at("name").text(),
                        variable.at("value").text());
            }
        }

        private void addresses(Node resource, String variable, String value) {
            Matcher address = ADDRESS.matcher(value.replaceAll("//[^/@]*@", "//"));
            while (address.find()) {
                String host = address.group(1);
                if (!host.equals("localhost")
                        && !provided.services.getOrDefault(host, Set.of()).contains(address.group(2))) {
                    problem(
                            resource,
                            variable + " names " + host + ":" + address.group(2) + ", which no Service offers");
                }
            }
        }

        private void key(Node resource, Map<String, Set<String>> all, String kind, Node name, Node key) {
            if (!all.getOrDefault(name.text(), Set.of()).contains(key.text())) {
                problem(resource, "the " + kind + " " + name.text() + " has no key " + key.text());
            }
        }

        private void ingress(Node ingress) {
            ingress.at("spec", "rules").list().stream()
                    .flatMap(rule -> rule.at("http", "paths").list().stream())
                    .map(path -> path.at("backend", "service"))
                    .filter(service -> !provided.services
                            .getOrDefault(service.at("name").text(), Set.of())
                            .contains(service.at("port", "name").text()))
                    .forEach(service -> problem(ingress, "leads to " + service.value() + ", which is not there"));
            ingress.at("spec", "tls").list().stream()
                    .map(tls -> tls.at("secretName").text())
                    .filter(name -> !provided.secrets.containsKey(name))
                    .forEach(name -> problem(ingress, "there is no Secret " + name));
        }

        private void databaseBackup(Node cluster) {
            cluster.at("spec", "backup", "barmanObjectStore", "s3Credentials").map().values().stream()
                    .map(Node::new)
                    .forEach(ref -> key(cluster, provided.secrets, "Secret", ref.at("name"), ref.at("key")));
        }

        private void scaledObject(Node scaled) {
            named(
                    scaled,
                    "Deployment",
                    scaled.at("spec", "scaleTargetRef", "name").text());
            for (Node trigger : scaled.at("spec", "triggers").list()) {
                trigger.at("authenticationRef", "name")
                        .maybeText()
                        .ifPresent(name -> named(scaled, "TriggerAuthentication", name));
                trigger.at("metadata", "topic").maybeText().ifPresent(name -> named(scaled, "KafkaTopic", name));
                trigger.at("metadata", "username").maybeText().ifPresent(name -> named(scaled, "KafkaUser", name));
                addresses(
                        scaled,
                        "bootstrapServers",
                        trigger.at("metadata", "bootstrapServers").text());
            }
        }

        private void named(Node resource, String kind, String name) {
            if (manifests.ofKind(kind).noneMatch(other -> Manifests.name(other).equals(name))) {
                problem(resource, "there is no " + kind + " " + name);
            }
        }

        private void problem(Node resource, String what) {
            problems.add(Manifests.id(resource) + ": " + what);
        }
    }
}
