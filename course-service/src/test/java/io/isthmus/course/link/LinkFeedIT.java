package io.isthmus.course.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.MovingClock;
import io.isthmus.course.cache.Caches;
import io.isthmus.course.event.TopicReader;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.infra.Topics;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real Kafka and a real PostgreSQL. */
class LinkFeedIT {

    private static final String TOPIC = "isthmus.identity.links";

    private static PostgresServer postgres;
    private static KafkaServer kafka;
    private static Vertx vertx;
    private static Pool pool;

    private final MovingClock clock = new MovingClock();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<TopicReader> readers = new ArrayList<>();
    private LinkStore store;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.start().withDatabase("course");
        kafka = KafkaServer.start();
        vertx = Vertx.vertx();
        pool = Pool.pool(
                vertx,
                PgConnectOptions.fromUri(postgres.reactiveUrl("course"))
                        .setUser(PostgresServer.USER)
                        .setPassword(PostgresServer.PASSWORD),
                new PoolOptions().setMaxSize(4));
        Flyway.configure()
                .dataSource(postgres.jdbcUrl("course"), PostgresServer.USER, PostgresServer.PASSWORD)
                .load()
                .migrate();
    }

    @AfterAll
    static void stop() {
        pool.closeAndAwait();
        vertx.closeAndAwait();
        kafka.close();
        postgres.close();
    }

    @BeforeEach
    void emptyReplica() {
        recreateTopic();
        execute("truncate link, link_feed, erased, erased_link");
        store = new LinkStore(pool);
    }

    @AfterEach
    void stopReaders() {
        readers.forEach(TopicReader::close);
        readers.clear();
    }

    private static void execute(String sql) {
        pool.query(sql).executeAndAwait();
    }

    private static void recreateTopic() {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            if (admin.listTopics().names().get().contains(TOPIC)) {
                admin.deleteTopics(List.of(TOPIC)).all().get();
                Await.until(
                        "the topic to be gone",
                        () -> !admin.listTopics().names().get().contains(TOPIC));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        kafka.withTopics(Topics.all());
    }

    private LinkFeed replica() {
        var feed = new LinkFeed(
                store, Caches.withClock(clock), clock, () -> Duration.ofHours(24), refused::incrementAndGet);
        readers.add(new TopicReader(Map.of("bootstrap.servers", kafka.bootstrapServers()), TOPIC, feed).start());
        return feed;
    }

    private LinkFeed caughtUpReplica() {
        LinkFeed feed = replica();
        Await.until("the replica to catch up", feed::isCaughtUp);
        return feed;
    }

    private static void send(String key, @Nullable String value) {
        try (var producer = producer(Map.of())) {
            producer.send(new ProducerRecord<>(TOPIC, key, value));
        }
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> more) {
        var properties = new HashMap<String, Object>(more);
        properties.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
    }

    private static String link(String uid, int account, String status, int version) {
        return Contracts.sample("io.isthmus.link.changed.v1")
                .replace("\"cmsUid\": \"101\"", "\"cmsUid\": \"" + uid + "\", \"colour\": \"blue\"")
                .replace("\"lmsUserId\": \"4\"", "\"lmsUserId\": \"" + account + "\"")
                .replace("\"status\": \"linked\"", "\"status\": \"" + status + "\"")
                .replace("\"version\": 3", "\"version\": " + version);
    }

    private Optional<String> accountOf(String uid) {
        return store.find("cms", uid).await().indefinitely().stream()
                .findFirst()
                .map(LmsAccount::userId);
    }

    @Test
    void catchesUpWithWhatIsThereAndFollowsWhatComes() {
        send("cms:101:lms", link("101", 4, "linked", 1));
        send("cms:102:lms", link("102", 5, "suspended", 1));
        send("cms:103:lms", link("103", 6, "unlinked", 2));

        caughtUpReplica();

        assertThat(accountOf("101")).contains("4");
        assertThat(accountOf("102")).contains("5");
        assertThat(accountOf("103")).isEmpty();
        send("cms:101:lms", null);
        send("cms:104:lms", link("104", 7, "linked", 1));
        Await.until("the new link", () -> accountOf("104").isPresent());
        Await.until("the removal", () -> accountOf("101").isEmpty());
    }

    @Test
    void catchesUpWithAnEmptyTopic() {
        assertThat(caughtUpReplica().isCaughtUp()).isTrue();
    }

    @Test
    void catchesUpBehindTheMarkersOfTransactions() {
        try (var producer = producer(Map.of("transactional.id", "outbox"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, "cms:101:lms", link("101", 4, "linked", 1)));
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(TOPIC, "cms:101:lms", link("101", 9, "linked", 2)));
            producer.abortTransaction();
        }

        caughtUpReplica();

        assertThat(accountOf("101")).contains("4");
    }

    @Test
    void skipsPoisonAndCountsIt() {
        send("cms:101:lms", "{not json");
        send("cms:101:lms", "{\"specversion\":\"1.0\"}");
        send("nobody", null);
        send("cms:101:lms", link("101", 4, "linked", 1));

        caughtUpReplica();

        assertThat(accountOf("101")).contains("4");
        assertThat(refused).hasValue(3);
    }

    /** Its tombstone comes by this topic, the erasure by another. */
    @Test
    void knowsNoLinkFromBeforeTheErasureAndOneFromAfterIt() {
        execute("insert into erased values ('lms', '4', '2026-05-04T10:00:05Z')");
        execute("insert into erased_link values ('lms', '4', 'cms', '2026-05-04T10:00:00Z')");
        send("cms:101:lms", link("101", 4, "linked", 1));

        caughtUpReplica();

        assertThat(accountOf("101")).isEmpty();
        assertThat(isErased("4", "2026-05-04T10:00:06Z")).isTrue();
        assertThat(isErased("5", "2026-05-04T10:00:06Z")).isFalse();
        send("cms:101:lms", link("101", 4, "linked", 2).replace("10:00:00Z", "10:00:01Z"));
        Await.until("the new link", () -> accountOf("101").isPresent());
        assertThat(isErased("4", "2026-05-04T10:00:06Z")).isFalse();
        assertThat(isErased("4", "2026-05-04T10:00:04Z"))
                .as("asked before the erasure")
                .isTrue();
    }

    @Test
    void knowsTheLinkOfAnotherCmsToTheAccountOfSomebodyErased() {
        execute("insert into erased values ('lms', '4', '2026-05-04T10:00:05Z')");
        execute("insert into erased_link values ('lms', '4', 'cms2', '2026-05-04T10:00:05Z')");
        send("cms:101:lms", link("101", 4, "linked", 1));

        caughtUpReplica();

        assertThat(accountOf("101")).contains("4");
        assertThat(isErased("4", "2026-05-04T10:00:06Z")).isFalse();
    }

    private static boolean isErased(String account, String asked) {
        return pool.query("select is_erased('lms', '" + account + "', '" + asked + "')")
                .executeAndAwait()
                .iterator()
                .next()
                .getBoolean(0);
    }

    @Test
    void goesOnFromItsOffsetsAfterARestart() {
        send("cms:101:lms", link("101", 4, "linked", 1));
        caughtUpReplica();
        stopReaders();
        execute("update link set lms_user_id = 'not read again'");
        send("cms:102:lms", link("102", 5, "linked", 1));

        caughtUpReplica();

        assertThat(accountOf("101")).contains("not read again");
        assertThat(accountOf("102")).contains("5");
    }

    @Test
    void readsTheTopicAnewWhenItsOffsetsAreMissing() {
        send("cms:101:lms", link("101", 4, "linked", 1));
        caughtUpReplica();
        stopReaders();
        execute("truncate link, link_feed");

        caughtUpReplica();

        assertThat(accountOf("101")).contains("4");
    }

    @Test
    void readsTheTopicAnewWhenRemovalsMayHaveBeenMissed() {
        send("cms:101:lms", link("101", 4, "linked", 1));
        caughtUpReplica();
        stopReaders();
        execute("insert into link select cms_source, '666', lms_source, '6', true, 1, feed_partition, generation"
                + " from link");
        clock.pass(Duration.ofHours(25));

        caughtUpReplica();

        assertThat(accountOf("101")).contains("4");
        assertThat(accountOf("666")).isEmpty();
    }

    @Test
    void readsTheTopicAnewWhenItIsAnotherOne() {
        send("cms:101:lms", link("101", 4, "linked", 7));
        caughtUpReplica();
        stopReaders();
        recreateTopic();
        send("cms:102:lms", link("102", 5, "linked", 1));

        caughtUpReplica();

        assertThat(accountOf("101")).isEmpty();
        assertThat(accountOf("102")).contains("5");
    }

    @Test
    void sharesTheTablesWithOtherReplicas() {
        LinkFeed first = replica();
        LinkFeed second = replica();
        try (var producer = producer(Map.of())) {
            for (int i = 1; i <= 200; i++) {
                producer.send(new ProducerRecord<>(
                        TOPIC, "cms:" + i % 10 + ":lms", link(String.valueOf(i % 10), i, "linked", i)));
            }
        }

        Await.until("both replicas", () -> first.isCaughtUp() && second.isCaughtUp());

        Await.untilAsserted("the last state of everybody", () -> {
            for (int i = 191; i <= 200; i++) {
                assertThat(accountOf(String.valueOf(i % 10))).contains(String.valueOf(i));
            }
        });
    }

    @Test
    void readsAfreshWhenAnotherReplicaStartsOver() {
        caughtUpReplica();
        execute("update link_feed set generation = generation + 1");

        send("cms:101:lms", link("101", 4, "linked", 1));

        Await.until("the link", () -> accountOf("101").isPresent());
    }
}
