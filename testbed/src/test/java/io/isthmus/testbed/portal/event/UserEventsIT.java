package io.isthmus.testbed.portal.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.infra.FreePort;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.Topics;
import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.PortalOptions;
import io.isthmus.testbed.portal.people.UserDraft;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserEventsIT {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void losesNothingWhileKafkaIsAwayAndThePortalRestarts() throws Exception {
        int port = FreePort.find();
        PortalOptions options = PortalOptions.sample().withDataFolder(folder).withKafka("127.0.0.1:" + port);
        try (Portal portal = Portal.start(options)) {
            portal.updateUser(101, user -> user.lastName("King"));
            portal.updateUser(101, user -> user.name("countess"));
            portal.addUser(new UserDraft().name("eve").mail("eve@example.org").active(true));
            assertThat(portal.unsentEvents()).isEqualTo(3);
        }

        try (Portal portal = Portal.start(options);
                KafkaServer kafka = KafkaServer.start(port, null).withTopics(Topics.all())) {
            portal.deleteUser(105);
            Await.until("the outbox is empty", () -> portal.unsentEvents() == 0);

            List<ConsumerRecord<String, String>> records = read(kafka, 4);

            assertThat(records).allSatisfy(record -> {
                assertThat(Contracts.violations(record.value())).isEmpty();
                assertThat(new String(
                                record.headers().lastHeader("content-type").value(), StandardCharsets.UTF_8))
                        .isEqualTo("application/cloudevents+json");
            });
            assertThat(changes(records, "cms:101")).containsExactly("lastName", "username");
            assertThat(types(records, "cms:105"))
                    .containsExactly("io.isthmus.user.upserted.v1", "io.isthmus.user.deleted.v1");
        }
        try (Portal portal = Portal.start(options)) {
            assertThat(portal.unsentEvents()).isZero();
        }
    }

    private static List<String> changes(List<ConsumerRecord<String, String>> records, String key) {
        return of(records, key, "/data/changedFields/0");
    }

    private static List<String> types(List<ConsumerRecord<String, String>> records, String key) {
        return of(records, key, "/type");
    }

    private static List<String> of(List<ConsumerRecord<String, String>> records, String key, String pointer) {
        return records.stream()
                .filter(record -> record.key().equals(key))
                .map(record -> {
                    try {
                        return JSON.readTree(record.value()).at(pointer).asText();
                    } catch (JsonProcessingException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
    }

    private static List<ConsumerRecord<String, String>> read(KafkaServer kafka, int count) {
        var records = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = new KafkaConsumer<>(
                Map.<String, Object>of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
                        ConsumerConfig.GROUP_ID_CONFIG, "test",
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of(KafkaUserEvents.TOPIC));
            Await.until(count + " events", () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return records.size() >= count;
            });
        }
        return records;
    }
}
