package io.isthmus.checks.manifest;

import io.isthmus.checks.Node;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What may be referred to: what stands in the overlay, and what operators make of what stands there. */
final class Provided {

    /** Keys by name of the ConfigMap. */
    final Map<String, Set<String>> configMaps = new HashMap<>();

    /** Keys by name of the Secret. */
    final Map<String, Set<String>> secrets = new HashMap<>();

    /** Ports, by number and by name, by name of the Service. */
    final Map<String, Set<String>> services = new HashMap<>();

    Provided(Manifests manifests) {
        manifests.ofKind("ConfigMap").forEach(map -> put(configMaps, Manifests.name(map), keys(map.at("data"))));
        manifests.ofKind("Secret").forEach(secret -> {
            put(secrets, Manifests.name(secret), keys(secret.at("data")));
            put(secrets, Manifests.name(secret), keys(secret.at("stringData")));
        });
        manifests
                .ofKind("Service")
                .forEach(service -> service.at("spec", "ports")
                        .list()
                        .forEach(port -> put(
                                services,
                                Manifests.name(service),
                                Set.of(port.at("port").text(), port.at("name").text()))));
        byOperators(manifests);
    }

    private void byOperators(Manifests manifests) {
        manifests
                .ofKind("ExternalSecret")
                .forEach(secret -> secret.at("spec", "data")
                        .list()
                        .forEach(entry -> put(
                                secrets,
                                secret.at("spec", "target", "name").text(),
                                Set.of(entry.at("secretKey").text()))));
        manifests
                .ofKind("Certificate")
                .forEach(certificate -> put(
                        secrets, certificate.at("spec", "secretName").text(), Set.of("ca.crt", "tls.crt", "tls.key")));
        // cert-manager makes a certificate for each Ingress with this annotation.
        manifests
                .ofKind("Ingress")
                .filter(ingress -> ingress.at("metadata", "annotations", "cert-manager.io/cluster-issuer")
                        .exists())
                .flatMap(ingress -> ingress.at("spec", "tls").list().stream())
                .forEach(tls -> put(secrets, tls.at("secretName").text(), Set.of("tls.crt", "tls.key")));
        // Strimzi: https://strimzi.io/docs/operators/latest/configuring, "KafkaUser", "Security".
        manifests
                .ofKind("KafkaUser")
                .forEach(user -> put(secrets, Manifests.name(user), Set.of("password", "sasl.jaas.config")));
        manifests.ofKind("Kafka").forEach(kafka -> {
            put(secrets, Manifests.name(kafka) + "-cluster-ca-cert", Set.of("ca.crt", "ca.p12", "ca.password"));
            kafka.at("spec", "kafka", "listeners")
                    .list()
                    .forEach(listener -> put(
                            services,
                            Manifests.name(kafka) + "-kafka-bootstrap",
                            Set.of(listener.at("port").text())));
        });
        // CloudNativePG: https://cloudnative-pg.io/documentation, "Applications", "Certificates".
        manifests.ofKind("Cluster").forEach(cluster -> {
            String name = Manifests.name(cluster);
            put(secrets, name + "-app", Set.of("username", "password", "host", "port", "dbname", "uri", "jdbc-uri"));
            put(secrets, name + "-ca", Set.of("ca.crt"));
            for (String role : new String[] {"-rw", "-ro", "-r"}) {
                put(services, name + role, Set.of("5432"));
            }
        });
    }

    private static Set<String> keys(Node map) {
        return map.map().keySet();
    }

    private static void put(Map<String, Set<String>> all, String name, Set<String> keys) {
        all.computeIfAbsent(name, key -> new HashSet<>()).addAll(keys);
    }
}
