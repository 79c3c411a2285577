package io.isthmus.checks.production;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.checks.Repository;
import io.isthmus.checks.manifest.Checks;
import io.isthmus.checks.observe.Observation;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The production overlay's variables, applied to the packaged services as processes, on PostgreSQL with TLS and SCRAM,
 * Redis with TLS and ACL, Kafka with TLS, SCRAM and the rights of the overlay's KafkaUsers. As they run anyway, the
 * metrics of dashboards and alerts are looked for in them.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProductionEnvironmentIT {

    /** Generous: three services start at once, perhaps on a busy machine. */
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    @TempDir
    static Path folder;

    private static World world;
    private static Http http;

    @BeforeAll
    static void migratesThenStarts() {
        world = new World(Checks.overlay("production"), folder);
        http = new Http(world);
        world.open();
        world.start("token-service");
        Stream.of("user-sync-service", "course-service").parallel().forEach(world::migrate);
        // What an old pod finds during a roll-out, and after a rollback.
        Stream.of("user_sync", "course").forEach(world.postgres()::migrateToALaterVersion);
        world.secondCourseLogin();
        Stream.of("user-sync-service", "course-service").forEach(world::start);
        Repository.SERVICES.forEach(ProductionEnvironmentIT::awaitReady);
    }

    @AfterAll
    static void stop() throws Exception {
        if (world != null) {
            world.close();
        }
    }

    private static void awaitReady(String service) {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (!isReady(service)) {
            if (!world.process(service).isAlive() || System.nanoTime() > end) {
                throw new AssertionError(
                        service + " is not ready: " + world.process(service).log());
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    private static boolean isReady(String service) {
        try {
            return http.get(service, "/q/health/ready", Map.of()).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    @Order(1)
    void aLinkMadeByAnOperatorReachesTheOtherServices() {
        String operator = http.accessToken("operator", World.OPERATOR_API, "sync:admin");
        String link = "{\"cmsSource\":\"cms\",\"cmsUid\":\"101\",\"lmsSource\":\"lms\",\"lmsUserId\":\"4\"}";
        Http.json(http.post(
                "user-sync-service",
                "/v1/links",
                Map.of("authorization", "Bearer " + operator, "content-type", "application/json"),
                link));

        Map<String, String> portal =
                Map.of("authorization", "Bearer " + http.accessToken("portal", World.PORTAL_API, "courses:read"));
        Await.untilAsserted("the dashboard knows the link", () -> {
            JsonNode dashboard = Http.json(http.get("course-service", "/v1/users/101/dashboard", portal));
            assertThat(dashboard.at("/user/linked").asBoolean()).isTrue();
            assertThat(dashboard.at("/courses")).isNotEmpty();
        });
    }

    @Test
    @Order(2)
    void everyConnectionToPostgresIsEncrypted() {
        assertThat(world.postgres().connectionsOf("user_sync"))
                .endsWith(" encrypted, 0 not")
                .doesNotStartWith("0 ");
        assertThat(world.postgres().connectionsOf("course_2"))
                .endsWith(" encrypted, 0 not")
                .doesNotStartWith("0 ");
    }

    /** The script of docs/operations/disasters.md for a Kafka that lost its topics. */
    @Test
    @Order(3)
    void linksCanBeToldAgain() {
        List<String> events = world.postgres()
                .afterScript(
                        "user_sync",
                        Repository.text("docs/operations/republish-links.sql"),
                        "select payload from outbox where type = 'io.isthmus.link.changed.v1'");

        assertThat(events)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(Contracts.violations(event)).isEmpty());
    }

    /** The script of docs/operations/disasters.md for an LMS that came back from an old backup. */
    @Test
    @Order(3)
    void linksBeyondTheHighestAccountCanBeForgotten() {
        String people = """
                insert into person (id, created_at) values (900001, now()), (900002, now());
                insert into person_key (source, external_id, person_id) values
                  ('cms', 'known', 900001), ('cms', 'name:carol', 900001), ('lms', '5000', 900001),
                  ('cms', 'lost', 900002), ('lms', '5001', 900002), ('lms2', '6000', 900002);
                insert into link (cms_source, cms_uid, lms_source, person_id, lms_user_id, status, version, created_at, updated_at)
                select 'cms', uid, lms, person, account, 'linked', 1, now(), now() from (values
                  ('known', 'lms', 900001, '5000'), ('lost', 'lms', 900002, '5001'), ('lost', 'lms2', 900002, '6000'))
                  as known (uid, lms, person, account);
                """;
        String script = Repository.text("docs/operations/forget-links.sql")
                .replaceAll("(?m)^(begin|commit);$", "")
                .replace(":'lms'", "'lms'")
                .replace(":highest", "5000");

        assertThat(world.postgres().afterScript("user_sync", people + script, """
                        select 'link ' || lms_source || ' ' || lms_user_id from link where person_id > 900000
                        union all
                        select 'key ' || source || ' ' || external_id from person_key where person_id > 900000
                        union all
                        select 'tombstone ' || aggregateid from outbox where payload is null and type = 'tombstone'"""))
                .containsExactlyInAnyOrder(
                        "link lms 5000",
                        "link lms2 6000",
                        "key cms known",
                        "key cms name:carol",
                        "key lms 5000",
                        "key cms lost",
                        "key lms2 6000",
                        "tombstone cms:lost:lms");
    }

    /** The script of docs/operations/privacy.md. */
    @Test
    @Order(3)
    void oldRowsOfTheJournalCanBeDropped() {
        String entries = """
                insert into journal (received_at, channel, headers, raw, state, finished_at)
                select now() - age, name, '{}', payload, state, case when state = 'applied' then now() - age end from (values
                  ('old', interval '14 months', null, 'applied'),
                  ('old, with its payload', interval '14 months', 'x'::bytea, 'applied'),
                  ('old, not finished', interval '14 months', null, 'dead'),
                  ('young', interval '12 months', null, 'applied')) as made (name, age, payload, state);
                """;

        assertThat(world.postgres()
                        .afterScript(
                                "user_sync",
                                entries + Repository.text("docs/operations/prune-journal.sql"),
                                "select channel from journal where channel = 'young' or channel like 'old%'"))
                .containsExactlyInAnyOrder("old, with its payload", "old, not finished", "young");
    }

    @Test
    @Order(4)
    void everyMetricOfDashboardsAndAlertsIsThere() {
        var tour = new Tour(world, http);
        tour.make();
        Set<String> metrics = new TreeSet<>();
        Repository.SERVICES.forEach(service -> metrics.addAll(tour.metrics(service)));

        assertThat(Observation.problems(Observation.queries(), metrics)).isEmpty();
        assertThat(Observation.problems(
                        List.of(new Observation.Query("here", "sum(rate(isthmus_login_total[5m]))")), metrics))
                .containsExactly("here: no service has the metric isthmus_login_total");
    }
}
