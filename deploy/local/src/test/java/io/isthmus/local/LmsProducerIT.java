package io.isthmus.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.Topics;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;

class LmsProducerIT {

    @Test
    void whatChangesAtTheLmsIsToldAsTheContractSays() {
        try (var kafka = KafkaServer.start().withTopics(Topics.all());
                var producer = new LmsProducer(kafka.bootstrapServers());
                var lms = LmsStandIn.start(LmsOptions.sample().withListener(producer))) {
            var administrator = new LmsAdministrator(lms.url().toString());

            administrator.change(SamplePeople.ADA_LMS_ID, "city", "Paris");
            lms.enrol(5, 3, 40);
            lms.enrol(5, 4, 100);
            administrator.delete("9");

            List<ConsumerRecord<String, String>> told = read(kafka, 4);
            assertThat(told)
                    .allSatisfy(event ->
                            assertThat(Contracts.violations(event.value())).isEmpty());
            assertThat(told.stream().map(event -> event.topic() + " " + event.key()))
                    .contains("isthmus.lms.users lms:4", "isthmus.lms.users lms:9", "isthmus.lms.courses lms:5");
            assertThat(told.stream().map(event -> json(event).path("type").asText()))
                    .contains(
                            "io.isthmus.user.upserted.v1",
                            "io.isthmus.user.deleted.v1",
                            "io.isthmus.course.progressed.v1",
                            "io.isthmus.course.completed.v1");
        }
    }

    private static JsonNode json(ConsumerRecord<String, String> event) {
        return Api.json(event.value());
    }

    private static List<ConsumerRecord<String, String>> read(KafkaServer kafka, int count) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(), "group.id", "test", "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("isthmus.lms.users", "isthmus.lms.courses"));
            var read = new ArrayList<ConsumerRecord<String, String>>();
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (read.size() < count && System.nanoTime() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
            }
            return read;
        }
    }
}
