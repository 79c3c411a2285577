package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.infra.FreePort;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.infra.Topics;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.lms.LmsUser;
import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.PortalOptions;
import io.isthmus.testbed.portal.people.PortalUser;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Ten thousand users whom only the LMS has, and a service that is killed halfway. */
@EnabledIfSystemProperty(named = "isthmus.full", matches = "true")
class ImportOfThousandsIT {

    private static final int PEOPLE = Integer.getInteger("isthmus.people", 10_000);
    private static final Duration LIMIT = Duration.ofMinutes(15);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final String DATABASE = "user_sync";

    private final TokenIssuer issuer = new TokenIssuer();
    private final List<AutoCloseable> started = new ArrayList<>();
    private LmsStandIn lms;
    private Portal portal;
    private Map<String, String> properties;
    private Process service;
    private int port;

    @BeforeEach
    void start() throws IOException {
        PostgresServer postgres = keep(PostgresServer.start()).withDatabase(DATABASE);
        KafkaServer kafka = keep(KafkaServer.start()).withTopics(Topics.all());
        lms = keep(LmsStandIn.start(LmsOptions.empty()));
        portal = keep(Portal.start(PortalOptions.sample()));
        for (int i = 0; i < PEOPLE; i++) {
            lms.addUser("learner" + i, "First " + i, "Last " + i, "learner" + i + "@example.org");
        }
        port = FreePort.find();
        properties = new HashMap<>(issuer.start());
        properties.putAll(Map.of(
                "quarkus.http.host", "127.0.0.1",
                "quarkus.http.port", String.valueOf(port),
                "quarkus.datasource.jdbc.url", postgres.jdbcUrl(DATABASE),
                "quarkus.datasource.reactive.url", postgres.reactiveUrl(DATABASE),
                "kafka.bootstrap.servers", kafka.bootstrapServers(),
                "isthmus.lms.url", lms.url().toString(),
                "isthmus.lms.token", LmsOptions.LOCAL_TOKEN,
                "isthmus.login.privileged-ids", "2,3",
                "isthmus.cms.url", portal.url().toString()));
        launch();
    }

    private <T extends AutoCloseable> T keep(T server) {
        started.add(server);
        return server;
    }

    @AfterEach
    void stop() throws Exception {
        kill();
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).close();
        }
    }

    private void launch() throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m"));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        service = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "import-service.log").toFile()))
                .start();
        until(
                "the service",
                () -> RestAssured.get("http://127.0.0.1:" + port + "/q/health/ready")
                                .statusCode()
                        == 200);
    }

    /** SIGKILL. */
    private void kill() throws InterruptedException {
        service.destroyForcibly();
        assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void isResumedAfterAKillWithoutADuplicate() throws Exception {
        int before = portal.users().size();
        long began = System.nanoTime();
        String id = api("sync:admin")
                .body(Map.of("direction", "lms-to-cms"))
                .post("/v1/imports")
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        until("the report", () -> "ready".equals(field(id, "state")));
        say("report", began, PEOPLE);
        assertThat(this.<Integer>field(id, "create")).isEqualTo(PEOPLE);
        assertThat(portal.users()).hasSize(before);

        long approved = System.nanoTime();
        api("sync:admin").post("/v1/imports/" + id + "/approve").then().statusCode(202);
        until("half of it", () -> this.<Integer>field(id, "done") >= PEOPLE / 2);
        kill();
        long killed = System.nanoTime();
        int made = portal.users().size();
        launch();
        until("more after the kill", () -> portal.users().size() > made);
        say("again at work after the kill", killed, 0);
        until("all of it", () -> "done".equals(field(id, "state")));
        say("run, with kill and start", approved, PEOPLE);

        assertThat(this.<Integer>field(id, "failed")).isZero();
        assertThat(portal.users()).hasSize(before + PEOPLE);
        assertThat(portal.users().stream().map(PortalUser::mail)).doesNotHaveDuplicates();
        List<LmsUser> learners = lms.users().stream()
                .filter(user -> user.username().startsWith("learner"))
                .toList();
        assertThat(learners).hasSize(PEOPLE);
        assertThat(learners.stream().map(LmsUser::idnumber))
                .doesNotHaveDuplicates()
                .allMatch(key -> key.startsWith("cms:"));
        assertThat(api("sync:read")
                        .get("/v1/users/unsynced?side=lms")
                        .jsonPath()
                        .getList("items"))
                .isEmpty();
    }

    private RequestSpecification api(String scope) {
        return RestAssured.given()
                .baseUri("http://127.0.0.1:" + port)
                .auth()
                .oauth2(issuer.token(scope))
                .contentType("application/json");
    }

    private <T> T field(String id, String name) {
        return api("sync:read").get("/v1/imports/" + id).path(name);
    }

    private static void say(String what, long since, int people) {
        double seconds = (System.nanoTime() - since) / 1e9;
        System.out.printf(
                "import: %s: %.1f s%s%n", what, seconds, people == 0 ? "" : ", %.0f/s".formatted(people / seconds));
    }

    private static void until(String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Exception | AssertionError e) {
                // not yet
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw new AssertionError("waited for: " + what);
    }
}
