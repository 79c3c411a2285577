package io.isthmus.checks.observe;

import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import io.isthmus.checks.promql.Promql;
import io.isthmus.checks.promql.PromqlException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Every query of the dashboards and alerts. */
public final class Observation {

    /** Prometheus makes these itself. */
    private static final Set<String> OF_PROMETHEUS = Set.of("up");

    private static final Path DASHBOARDS = Repository.path("k8s/components/monitoring/dashboards");

    private Observation() {}

    /**
     * @param where file and panel, or the alert
     * @param expression in PromQL
     */
    public record Query(String where, String expression) {}

    static List<Node> dashboards() {
        return Repository.list(DASHBOARDS).stream()
                .map(file -> Node.document(Repository.text(file)))
                .toList();
    }

    static List<Node> alerts() {
        return Node.document(Repository.text("k8s/components/monitoring/alerts.yaml"))
                .at("spec", "groups")
                .list()
                .stream()
                .flatMap(group -> group.at("rules").list().stream())
                .toList();
    }

    public static List<Query> queries() {
        var queries = new ArrayList<Query>();
        for (Node dashboard : dashboards()) {
            for (Node panel : dashboard.at("panels").list()) {
                String where =
                        dashboard.at("title").text() + ": " + panel.at("title").text();
                panel.at("targets")
                        .list()
                        .forEach(target ->
                                queries.add(new Query(where, target.at("expr").text())));
            }
        }
        alerts().forEach(alert ->
                queries.add(new Query(alert.at("alert").text(), alert.at("expr").text())));
        return queries;
    }

    /** @return what cannot be read, or names a metric that is not among the given ones */
    public static List<String> problems(List<Query> queries, Set<String> metrics) {
        var problems = new ArrayList<String>();
        for (Query query : queries) {
            try {
                var unknown = new TreeSet<>(Promql.metrics(query.expression()));
                unknown.removeAll(metrics);
                unknown.removeAll(OF_PROMETHEUS);
                unknown.forEach(metric -> problems.add(query.where() + ": no service has the metric " + metric));
            } catch (PromqlException e) {
                problems.add(query.where() + ": " + e.getMessage());
            }
        }
        return problems;
    }

    static Stream<Path> runbooks() {
        return Repository.list(Repository.path("docs/runbooks")).stream()
                .filter(file -> !file.endsWith("README.md") && Files.isRegularFile(file));
    }
}
