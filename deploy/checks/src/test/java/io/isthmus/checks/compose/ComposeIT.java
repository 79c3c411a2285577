package io.isthmus.checks.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Needs the packaged services: what they can be told is read from them. */
class ComposeIT {

    private static final String COMPOSE = Repository.text("deploy/compose.yaml");
    private static final String EXAMPLE = Repository.text("deploy/.env.example");
    private static final Pattern TOPIC = Pattern.compile("create (isthmus\\.\\S+) --config (\\S+)=(\\S+)");

    @Test
    void fulfilsEveryRule() {
        assertThat(ComposeRules.problems(COMPOSE, EXAMPLE)).isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "healthcheck:            | healtcheck:            | healtcheck",
                "127.0.0.1:9001:9001     | 127.0.0.1:9001:9011    | token-service does not publish its port 9001",
                "/usr/local/bin/healthy, \"9003\" | /usr/local/bin/healthy, \"9013\" | course-service is not asked for its health",
                "http://token-service:9001 | http://token-service:9011 | names a wrong port of token-service",
                "redis://redis:6379      | redis://cache:6379     | names cache, which is not there",
                "ISTHMUS_SECRETS_MASTER: | ISTHMUS_SECRET_MASTER: | no setting of token-service is called ISTHMUS_SECRET_MASTER",
                "ISTHMUS_CLIENTS_FILE:   | QUARKUS_LOG_LEVEL:     | isthmus.clients.file of token-service has no value",
                "${MASTER_SECRET:?}      | ${MASTER:?}            | MASTER is not in .env.example",
                "./compose/clients.yaml  | ./compose/client.yaml  | mounts ./compose/client.yaml, which is not there",
                "redis:7.4.5-alpine      | redis:latest           | redis has an image without a version",
                "127.0.0.1:9090:9090     | 9090:9090              | opens 9090:9090 to the network",
                "topics: {condition      | topic: {condition      | depends on topic, which is not there",
            })
    void reportsMistakes(String right, String wrong, String words) {
        assertThat(COMPOSE).contains(right);

        assertThat(ComposeRules.problems(COMPOSE.replace(right, wrong), EXAMPLE))
                .anySatisfy(problem -> assertThat(problem).contains(words));
    }

    @ParameterizedTest
    @ValueSource(strings = {"deploy/compose/topics.sh", "k8s/overlays/local/stores.yaml"})
    void createsTheTopicsOfTheContracts(String file) {
        Set<String> created = TOPIC.matcher(Repository.text(file))
                .results()
                .map(topic -> topic.group(1) + " " + topic.group(2) + "=" + topic.group(3))
                .collect(Collectors.toCollection(TreeSet::new));

        Set<String> wanted = Node.document(Repository.text("contracts/asyncapi.yaml"))
                .at("channels")
                .entries()
                .map(channel -> topic(channel.getValue()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(created).isEqualTo(wanted);
    }

    private static String topic(Node channel) {
        Node configuration = channel.at("bindings", "kafka", "topicConfiguration");
        boolean compacted = configuration.at("cleanup.policy").texts().contains("compact");
        return channel.at("address").text()
                + (compacted
                        ? " cleanup.policy=compact"
                        : " retention.ms=" + configuration.at("retention.ms").text());
    }
}
