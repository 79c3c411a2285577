package io.isthmus.checks.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.checks.Node;
import io.isthmus.checks.observe.Observation;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second pair is as the first one, and has nothing that would make it the first one's double. */
class PairsIT {

    private static final String FIRST = "user-sync-service";
    private static final String SECOND = "user-sync-service-cms2";

    /** What docs/install/several-sources.md says a pair has for itself; of another LMS it would be more. */
    private static final Set<String> OF_ITS_OWN = Set.of(
            "ISTHMUS_INSTANCE",
            "ISTHMUS_CMS_SOURCE",
            "ISTHMUS_CMS_URL",
            "ISTHMUS_CMS_PASSWORD",
            "ISTHMUS_LMS_TOKEN",
            "ISTHMUS_IDNUMBER_OTHERS",
            "ISTHMUS_PRIVACY_KEY",
            "QUARKUS_DATASOURCE_JDBC_URL",
            "QUARKUS_DATASOURCE_REACTIVE_URL",
            "QUARKUS_DATASOURCE_USERNAME",
            "QUARKUS_DATASOURCE_PASSWORD");

    private final Manifests manifests = Checks.overlay("second-pair");

    @ParameterizedTest
    @ValueSource(strings = {"Deployment/", "Job/"})
    void theSecondHasItsOwnIdentitySecretsAndDatabaseAndTheRestInCommon(String kind) {
        String end = kind.equals("Job/") ? "-migration" : "";
        Map<String, Object> first = variables(kind + FIRST + end);
        Map<String, Object> second = variables(kind + SECOND + end);

        var differing = new TreeMap<>(second);
        differing.entrySet().removeIf(entry -> entry.getValue().equals(first.get(entry.getKey())));
        assertThat(differing.keySet()).containsExactlyInAnyOrderElementsOf(OF_ITS_OWN);
        assertThat(second.keySet()).containsAll(first.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Deployment/%s", "Job/%s-migration", "PodDisruptionBudget/%s", "Service/%s"})
    void theSecondIsMadeAsTheFirst(String id) {
        Node first = find(id.formatted(FIRST)).at("spec");
        Node second = find(id.formatted(SECOND)).at("spec");

        assertThat(asTheFirst(second)).isEqualTo(asTheFirst(first));
    }

    @Test
    void theSecretsComeFromOtherPlaces() {
        assertThat(places(SECOND)).isNotEmpty().doesNotContainAnyElementsOf(places(FIRST));
        assertThat(find("ExternalSecret/" + SECOND).at("spec", "target", "name").text())
                .isEqualTo(SECOND);
        assertThat(find("Cluster/user-sync-db-cms2")
                        .at("spec", "backup", "barmanObjectStore", "destinationPath")
                        .text())
                .isNotEqualTo(find("Cluster/user-sync-db")
                        .at("spec", "backup", "barmanObjectStore", "destinationPath")
                        .text());
    }

    @Test
    void eachAutoscalerAsksAboutItsOwnGroup() {
        assertThat(groups(FIRST)).containsOnly("user-sync-service");
        assertThat(groups(SECOND)).containsOnly("user-sync-service-cms2-lms");
    }

    @Test
    void metricsTellThemApart() {
        assertThat(find("Service/" + SECOND)
                        .at("metadata", "labels", "isthmus.io/metrics")
                        .text())
                .isEqualTo(SECOND);
        assertThat(Observation.queries())
                .filteredOn(query -> query.expression().contains("isthmus_brake_held"))
                .isNotEmpty()
                .allMatch(query -> query.expression().contains("max by (job, source) (isthmus_brake_held)"));
    }

    private Node find(String id) {
        return manifests.resources().stream()
                .filter(resource -> Manifests.id(resource).equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id));
    }

    /** References to secrets as they stand there. */
    private Map<String, Object> variables(String workload) {
        var variables = new TreeMap<String, Object>();
        Environment.variables(manifests, Manifests.containers(find(workload)).get(0))
                .forEach((name, value) -> variables.put(name, String.valueOf(value.value())));
        return variables;
    }

    private List<String> places(String secret) {
        return find("ExternalSecret/" + secret).at("spec", "data").list().stream()
                .map(entry -> entry.at("remoteRef", "key").text() + "/"
                        + entry.at("remoteRef", "property").text())
                .toList();
    }

    private List<String> groups(String scaled) {
        return find("ScaledObject/" + scaled).at("spec", "triggers").list().stream()
                .flatMap(trigger -> trigger.at("metadata", "consumerGroup").maybeText().stream())
                .toList();
    }

    /** Without the ConfigMaps, which are looked at above, and with the first one's names. */
    private static String asTheFirst(Node spec) {
        Stream.concat(Stream.of(spec), spec.everything()).toList().forEach(place -> {
            if (place.at("envFrom").exists()) {
                place.map().remove("envFrom");
            }
        });
        return String.valueOf(spec.value()).replace(SECOND, FIRST).replace("user-sync-db-cms2", "user-sync-db");
    }
}
