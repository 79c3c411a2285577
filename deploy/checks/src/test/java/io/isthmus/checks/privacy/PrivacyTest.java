package io.isthmus.checks.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivacyTest {

    private static final Pattern CREATED = Pattern.compile("(?im)^create table (?:if not exists )?(\\w+)");
    private static final Pattern DROPPED = Pattern.compile("(?im)^drop table (?:if exists )?(\\w+)");
    private static final Pattern NAMED = Pattern.compile("`(\\w+)`");

    @ParameterizedTest
    @ValueSource(strings = {"user-sync-service", "course-service"})
    void theGuideNamesEveryTable(String service) {
        assertThat(tables(service)).isNotEmpty();
        assertThat(named(service)).containsExactlyInAnyOrderElementsOf(tables(service));
    }

    @Test
    void theCollectorDropsWhatCouldNameAPerson() {
        Node collector = Node.document(Repository.text("k8s/components/telemetry/otel-collector.yaml"));

        Set<String> dropped = collector.at("processors", "attributes/privacy", "actions").list().stream()
                .filter(action -> action.at("action").text().equals("delete"))
                .map(action -> action.at("key").text())
                .collect(Collectors.toSet());
        assertThat(dropped)
                .contains(
                        "url.path",
                        "url.query",
                        "url.full",
                        "http.target",
                        "http.url",
                        "client.address",
                        "user_agent.original");
        List<String> steps =
                collector.at("service", "pipelines", "traces", "processors").texts();
        assertThat(steps).contains("attributes/privacy");
    }

    private static Set<String> tables(String service) {
        var tables = new TreeSet<String>();
        var migrations = Repository.list(Repository.path(service).resolve("src/main/resources/db/migration")).stream()
                .map(Repository::text)
                .toList();
        migrations.forEach(sql -> CREATED.matcher(sql).results().forEach(table -> tables.add(table.group(1))));
        migrations.forEach(sql -> DROPPED.matcher(sql).results().forEach(table -> tables.remove(table.group(1))));
        return tables;
    }

    /** In the first column, from the row that begins with the service to the next that begins with a service. */
    private static Set<String> named(String service) {
        var named = new TreeSet<String>();
        String owner = "";
        for (String line : Repository.text("docs/operations/privacy.md").lines().toList()) {
            if (!line.startsWith("| ")) {
                continue;
            }
            String where = line.split("\\|")[1].strip();
            owner = where.startsWith("`") ? owner : where.replaceAll("[ ,].*", "");
            if (owner.equals(service)) {
                NAMED.matcher(where).results().forEach(table -> named.add(table.group(1)));
            }
        }
        return named;
    }
}
