package io.isthmus.course.replicas;

import io.isthmus.course.TestIssuer;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.infra.FreePort;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.infra.RedisServer;
import io.isthmus.testbed.infra.Topics;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.lms.LmsUser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** What the replicas of a test have around them. */
final class Surroundings implements AutoCloseable {

    static final String LIST_COURSES = "core_enrol_get_users_courses";
    static final long COURSE = 4;

    /** Who knows of a message knows of those before it. */
    private static final int ONE_PARTITION = 0;

    /** What can be done to a process. */
    enum Signal {
        STOP,
        CONT
    }

    private final PostgresServer postgres = PostgresServer.start().withDatabase("course");
    private final KafkaServer kafka = KafkaServer.start().withTopics(Topics.all());
    private final LmsStandIn lms = LmsStandIn.start(LmsOptions.sample());
    private final TestIssuer issuer = new TestIssuer();
    private final Map<String, String> issuing = issuer.start();
    private final AtomicInteger people = new AtomicInteger();
    private final KafkaProducer<String, String> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()), new StringSerializer(), new StringSerializer());
    private final Path redisData = folder();
    private RedisServer redis = RedisServer.start(FreePort.find(), redisData);

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target"), "redis");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, String> properties(String database) {
        var properties = new HashMap<>(issuing);
        properties.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(database));
        properties.put("quarkus.datasource.reactive.url", postgres.reactiveUrl(database));
        properties.put("quarkus.redis.hosts", redis.url());
        properties.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        properties.put("isthmus.lms.url", lms.url().toString());
        properties.put("quarkus.log.console.json.enabled", "false");
        return properties;
    }

    LmsStandIn lms() {
        return lms;
    }

    void database(String name) {
        postgres.withDatabase(name);
    }

    void redis(Signal signal) {
        try {
            new ProcessBuilder("kill", "-" + signal, Long.toString(redis.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stopRedis() {
        redis.close();
    }

    /** With what it had before. */
    void startRedis() {
        redis = RedisServer.start(redis.port(), redisData);
    }

    /** @return whether the replicas share something about this account */
    boolean isInRedis(LmsUser user) {
        try (var socket = new Socket("127.0.0.1", redis.port())) {
            String keys = "KEYS *:lms:" + user.id() + "\r\n";
            socket.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine()
                    .matches("\\*[1-9].*");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String clientToken() {
        return issuer.client("portal", "cms").toString();
    }

    LmsUser newLearner(int progress) {
        String name = "replicated" + people.incrementAndGet();
        LmsUser user = lms.addUser(name, "Rep", "Licated", name + "@example.org");
        lms.enrol(user.id(), COURSE, progress);
        return user;
    }

    static String uid(LmsUser user) {
        return "7" + user.id();
    }

    String personToken(String cmsUid, String source) {
        return issuer.person(cmsUid, source).toString();
    }

    void link(LmsUser user) {
        link("cms", uid(user), "lms", user.id());
    }

    void link(String cms, String cmsUid, String lmsSource, long lmsUserId) {
        send(
                "isthmus.identity.links",
                cms + ":" + cmsUid + ":" + lmsSource,
                Contracts.sample("io.isthmus.link.changed.v1")
                        .replace("\"cmsSource\": \"cms\"", "\"cmsSource\": \"" + cms + "\"")
                        .replace("\"lmsSource\": \"lms\"", "\"lmsSource\": \"" + lmsSource + "\"")
                        .replace("\"cmsUid\": \"101\"", "\"cmsUid\": \"" + cmsUid + "\"")
                        .replace("\"lmsUserId\": \"4\"", "\"lmsUserId\": \"" + lmsUserId + "\""));
    }

    void erase(LmsUser user) {
        send(
                "isthmus.identity.erasures",
                "cms:" + uid(user),
                Contracts.sample("io.isthmus.subject.erased.v1")
                        .replace("\"cmsUid\": \"101\"", "\"cmsUid\": \"" + uid(user) + "\"")
                        .replace("\"lmsUserId\": \"4\"", "\"lmsUserId\": \"" + user.id() + "\""));
    }

    void tellThatCompleted(LmsUser user) {
        tellThatCompleted("lms", user.id());
    }

    void tellThatCompleted(String lmsSource, long lmsUserId) {
        send(
                "isthmus.lms.courses",
                lmsSource + ":" + lmsUserId,
                Contracts.sample("io.isthmus.course.completed.v1")
                        .replace("\"source\": \"lms\"", "\"source\": \"" + lmsSource + "\"")
                        .replace("\"lmsUserId\": \"4\"", "\"lmsUserId\": \"" + lmsUserId + "\""));
    }

    private void send(String topic, String key, String value) {
        producer.send(new ProducerRecord<>(topic, ONE_PARTITION, key, value));
        producer.flush();
    }

    /** @return for each function that was called about this account, how often */
    Collection<Long> callsAbout(LmsUser user) {
        String id = String.valueOf(user.id());
        return lms.calls().log().stream()
                .filter(call -> id.equals(call.parameters().get("userid")))
                .collect(Collectors.groupingBy(call -> call.function(), Collectors.counting()))
                .values();
    }

    boolean wasAskedForCourses(LmsUser user) {
        String id = String.valueOf(user.id());
        return lms.calls().log(LIST_COURSES).stream()
                .anyMatch(call -> id.equals(call.parameters().get("userid")));
    }

    @Override
    public void close() {
        producer.close();
        redis(Signal.CONT);
        redis.close();
        issuer.stop();
        lms.close();
        kafka.close();
        postgres.close();
    }
}
