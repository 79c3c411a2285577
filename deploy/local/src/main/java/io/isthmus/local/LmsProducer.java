package io.isthmus.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.lms.LmsCourse;
import io.isthmus.testbed.lms.LmsEnrolment;
import io.isthmus.testbed.lms.LmsListener;
import io.isthmus.testbed.lms.LmsUser;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** What a plugin of an LMS would do: tells Kafka what changed there, whoever changed it. */
final class LmsProducer implements LmsListener, AutoCloseable {

    private static final String SOURCE = "lms";
    private static final String USERS = "isthmus.lms.users";
    private static final String COURSES = "isthmus.lms.courses";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Producer<String, String> producer;

    LmsProducer(String bootstrapServers) {
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all"),
                new StringSerializer(),
                new StringSerializer());
    }

    @Override
    public void userChanged(LmsUser user) {
        String type = user.deleted() ? "io.isthmus.user.deleted.v1" : "io.isthmus.user.upserted.v1";
        send(USERS, type, user.id(), user.timeModified(), data(user));
    }

    @Override
    public void courseChanged(LmsCourse course) {
        ObjectNode data = JSON.createObjectNode().put("courseId", String.valueOf(course.id()));
        send(COURSES, "io.isthmus.course.updated.v1", course.id(), course.timeModified(), data);
    }

    @Override
    public void enrolmentChanged(LmsEnrolment enrolment) {
        String time = Instant.ofEpochSecond(enrolment.timeProgressed()).toString();
        ObjectNode data = JSON.createObjectNode()
                .put("lmsUserId", String.valueOf(enrolment.userId()))
                .put("courseId", String.valueOf(enrolment.courseId()));
        String type = enrolment.completed() ? "io.isthmus.course.completed.v1" : "io.isthmus.course.progressed.v1";
        send(
                COURSES,
                type,
                enrolment.userId(),
                enrolment.timeProgressed(),
                enrolment.completed() ? data.put("completedAt", time) : data.put("progress", enrolment.progress()));
    }

    private void send(String topic, String type, long subject, long epochSecond, ObjectNode data) {
        ObjectNode event = JSON.createObjectNode()
                .put("specversion", "1.0")
                .put("id", UUID.randomUUID().toString())
                .put("source", SOURCE)
                .put("type", type)
                .put("subject", String.valueOf(subject))
                .put("time", Instant.ofEpochSecond(epochSecond).toString())
                .put("datacontenttype", "application/json")
                .put("origin", SOURCE);
        event.set("data", data);
        var message = new ProducerRecord<>(topic, SOURCE + ":" + subject, event.toString());
        message.headers().add("content-type", "application/cloudevents+json".getBytes(StandardCharsets.UTF_8));
        producer.send(message);
    }

    private static ObjectNode data(LmsUser user) {
        ObjectNode data = JSON.createObjectNode().put("id", String.valueOf(user.id()));
        if (user.deleted()) {
            return data;
        }
        data.put("username", user.username())
                .put("email", orNull(user.email()))
                .put("firstName", orNull(user.firstname()))
                .put("lastName", orNull(user.lastname()))
                .put("status", user.suspended() ? "suspended" : "active")
                .put("city", orNull(user.city()))
                .put("country", orNull(user.country()));
        if (user.idnumber().startsWith("cms:")) {
            data.put("cmsUid", user.idnumber().substring("cms:".length()));
        }
        return data;
    }

    private static @Nullable String orNull(String value) {
        return value.isBlank() ? null : value;
    }

    @Override
    public void close() {
        producer.close();
    }
}
