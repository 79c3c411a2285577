package io.isthmus.checks.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObservationTest {

    private static final String ALERTS = "deploy/compose/prometheus/alerts.yaml";

    @Test
    void everyQueryCanBeRead() {
        Set<String> all = Observation.queries().stream()
                .flatMap(query -> io.isthmus.checks.promql.Promql.metrics(query.expression()).stream())
                .collect(Collectors.toSet());

        assertThat(Observation.problems(Observation.queries(), all)).isEmpty();
    }

    @Test
    void aMistakeInAQueryIsReported() {
        assertThat(Observation.problems(
                        List.of(new Observation.Query("here", "sum(rate(a_total[5m])")), Set.of("a_total")))
                .singleElement()
                .asString()
                .startsWith("here: ");
    }

    @Test
    void everyServiceHasADashboardAndSoHasTheWhole() {
        assertThat(Observation.dashboards())
                .extracting(dashboard -> dashboard.at("uid").text())
                .containsExactlyInAnyOrder(Stream.concat(Stream.of("isthmus"), Repository.SERVICES.stream())
                        .map(name -> "isthmus-" + name)
                        .toArray(String[]::new));
    }

    @Test
    void panelsDoNotCoverEachOther() {
        for (Node dashboard : Observation.dashboards()) {
            var places = new ArrayList<String>();
            for (Node panel : dashboard.at("panels").list()) {
                Node place = panel.at("gridPos");
                for (int x = number(place, "x"); x < number(place, "x") + number(place, "w"); x++) {
                    for (int y = number(place, "y"); y < number(place, "y") + number(place, "h"); y++) {
                        places.add(x + "," + y);
                    }
                }
                assertThat(number(place, "x") + number(place, "w")).isLessThanOrEqualTo(24);
            }
            assertThat(places).as(dashboard.at("title").text()).doesNotHaveDuplicates();
        }
    }

    private static int number(Node place, String name) {
        return Integer.parseInt(place.at(name).text());
    }

    @Test
    void everyAlertHasItsRunbookAndEveryRunbookItsAlert() {
        Set<String> pages = Observation.runbooks()
                .map(file -> Repository.path("").relativize(file).toString())
                .collect(Collectors.toSet());

        assertThat(Observation.alerts())
                .extracting(alert -> alert.at("annotations", "runbook").text())
                .containsExactlyInAnyOrderElementsOf(pages);
        assertThat(Observation.alerts()).allSatisfy(alert -> {
            String page = Repository.text(alert.at("annotations", "runbook").text());
            assertThat(page)
                    .contains("# " + alert.at("alert").text(), alert.at("expr").text())
                    .contains("What people notice", "Look at", "Do.");
            assertThat(alert.at("labels", "severity").text()).isIn("warning", "critical");
        });
    }

    @Test
    void composeAndKubernetesHaveTheSameAlerts() {
        assertThat(Node.document(Repository.text(ALERTS)).at("groups").value())
                .isEqualTo(Node.document(Repository.text("k8s/components/monitoring/alerts.yaml"))
                        .at("spec", "groups")
                        .value());
    }

    @Test
    void promtoolAgrees(@TempDir Path folder) throws IOException, InterruptedException {
        var rules = new StringBuilder("groups:\n  - name: dashboards\n    rules:\n");
        for (Observation.Query query : Observation.queries()) {
            rules.append("      - record: a:b\n        expr: '")
                    .append(query.expression().replace("'", "''"))
                    .append("'\n        labels: {n: '")
                    .append(rules.length())
                    .append("'}\n");
        }
        Path file = Files.writeString(folder.resolve("rules.yaml"), rules);

        for (Path path : List.of(file, Repository.path(ALERTS))) {
            assertAccepted("check", path);
        }
    }

    @Test
    void theAlertOfAnOpenBreakerNeedsFailures(@TempDir Path folder) throws IOException, InterruptedException {
        String cases = Repository.text("deploy/checks/src/test/resources/alerts.test.yaml");
        String alerts = Repository.path(ALERTS).toString();

        assertAccepted("test", Files.writeString(folder.resolve("test.yaml"), cases.replace("ALERTS", alerts)));
    }

    private static void assertAccepted(String command, Path file) throws IOException, InterruptedException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "promtool"))),
                "promtool is not installed");
        Process process = new ProcessBuilder("promtool", command, "rules", file.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
