package io.isthmus.token.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.Await;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Kafka;
import io.isthmus.token.support.Portal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the packaged service writes. */
@ExtendWith(TwoInstances.class)
class LogIT {

    private static final Path LOG = Path.of("target/instance-1.log");

    @Test
    void aRefusalIsALineOfJsonWithAHashInPlaceOfThePerson(Cluster cluster) throws IOException {
        var token = Forge.fields(new Forge(Instant.now()).jwe(claims -> claims.put("preferred_username", "grace")));
        var portal = new Portal(cluster.instances().get(0).http());
        Await.until("the token is used", () -> portal.verify(token).statusCode() == 200);
        assertThat(portal.verify(token).statusCode()).isEqualTo(401);

        Await.until("the refusal is written", () -> !refusals().isEmpty());

        assertThat(refusals()).allSatisfy(line -> {
            JsonNode entry = Kafka.json(line);
            assertThat(entry.path("level").asText()).isEqualTo("INFO");
            assertThat(entry.path("message").asText())
                    .matches("refused reference=\\S{9} reason=nonce-used client=portal format=jwe person=[0-9a-f]{16}");
        });
        assertThat(Files.readString(LOG)).doesNotContain("grace", token.get("token"), Forge.SECRET);
    }

    private static List<String> refusals() throws IOException {
        return Files.readAllLines(LOG).stream()
                .filter(line -> line.contains("reason=nonce-used client=portal format=jwe"))
                .toList();
    }
}
