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
