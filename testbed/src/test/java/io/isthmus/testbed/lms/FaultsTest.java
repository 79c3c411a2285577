package io.isthmus.testbed.lms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {

    private static final String SITE_INFO = "core_webservice_get_site_info";
    private static final String CREATE = "core_user_create_users";

    private static LmsStandIn lms;
    private LmsClient client;

    @BeforeAll
    static void start() {
        lms = LmsStandIn.start(LmsOptions.sample());
    }

    @AfterAll
    static void stop() {
        lms.close();
    }

    @BeforeEach
    void client() {
        client = new LmsClient(lms);
        lms.calls().clear();
    }

    @AfterEach
    void heal() {
        lms.faults().clear();
    }

    private HttpResponse<String> call(String function) {
        return client.post(
                RestHandler.PATH,
                Map.of("wstoken", LmsOptions.LOCAL_TOKEN, "wsfunction", function, "moodlewsrestformat", "json"));
    }

    private void create(String username) {
        client.call(
                CREATE,
                "users[0][username]",
                username,
                "users[0][auth]",
                "userkey",
                "users[0][firstname]",
                "First",
                "users[0][lastname]",
                "Last",
                "users[0][email]",
                username + "@example.org");
    }

    @Test
    void isDownForEverything() {
        lms.faults().set(Fault.of(Fault.Kind.DOWN));

        assertThat(call(SITE_INFO).statusCode()).isEqualTo(503);
        assertThat(client.get("/my/").statusCode()).isEqualTo(503);
        assertThat(lms.calls().log(SITE_INFO).get(0).outcome()).isEqualTo("DOWN");
    }

    @Test
    void failsOneFunctionForSoManyCalls() {
        lms.faults().times(2, SITE_INFO, Fault.of(Fault.Kind.ERROR_500));

        assertThat(call(SITE_INFO).statusCode()).isEqualTo(500);
        assertThat(call("core_course_get_categories").statusCode()).isEqualTo(200);
        assertThat(call(SITE_INFO).statusCode()).isEqualTo(500);
        assertThat(call(SITE_INFO).statusCode()).isEqualTo(200);
    }

    @Test
    void dropsTheAnswerAfterDoingTheWork() {
        lms.faults().set(CREATE, Fault.of(Fault.Kind.DROP_ANSWER));

        assertThatThrownBy(() -> create("dropped")).isInstanceOf(UncheckedIOException.class);

        assertThat(lms.userByUsername("dropped")).isPresent();
        assertThat(lms.calls().log(CREATE).get(0).outcome()).isEqualTo("ok");
    }

    @Test
    void answersLate() {
        lms.faults().set(SITE_INFO, Fault.slow(Duration.ofMillis(300)));
        long begin = System.nanoTime();

        call(SITE_INFO);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void sendsLateWhatItDidAtOnce() {
        lms.faults().set(SITE_INFO, Fault.of(Fault.Kind.LATE).after(Duration.ofMillis(300)));

        call(SITE_INFO);

        Instant done = lms.calls().log(SITE_INFO).get(0).at();
        assertThat(Duration.between(done, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(250));
    }

    @Test
    void cutsTheJson() {
        lms.faults().set(Fault.of(Fault.Kind.TRUNCATED));

        String body = call(SITE_INFO).body();

        assertThat(body).startsWith("{").doesNotEndWith("}");
    }

    @Test
    void printsAWarningBeforeTheJson() {
        lms.faults().set(Fault.of(Fault.Kind.PHP_WARNING));

        assertThat(call(SITE_INFO).body())
                .startsWith("<br />")
                .contains("Warning")
                .endsWith("}");
    }

    @Test
    void isSwitchedFromAnotherProcess() {
        client.send(HttpRequest.newBuilder(lms.url().resolve("/_standin/faults"))
                .PUT(BodyPublishers.ofString("{\"target\":\"" + SITE_INFO + "\",\"kind\":\"forbidden\"}")));
        assertThat(call(SITE_INFO).statusCode()).isEqualTo(403);

        client.send(
                HttpRequest.newBuilder(lms.url().resolve("/_standin/faults")).DELETE());
        assertThat(call(SITE_INFO).statusCode()).isEqualTo(200);

        assertThat(LmsClient.json(client.get("/_standin/calls").body())
                        .path(SITE_INFO)
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void losesACapabilityWhileItRuns() {
        client.send(HttpRequest.newBuilder(lms.url().resolve("/_standin/capabilities"))
                .PUT(BodyPublishers.ofString("{\"capability\":\"moodle/user:viewalldetails\",\"granted\":false}")));

        assertThat(client.call("core_user_get_users_by_field", "field", "username", "values[0]", "ada"))
                .isEmpty();

        lms.token().grant(Capability.USER_VIEW_DETAILS);
        assertThat(client.call("core_user_get_users_by_field", "field", "username", "values[0]", "ada"))
                .hasSize(1);
    }

    @Test
    void keepsTokensAndPasswordsOutOfTheLogOfCalls() {
        client.call(CREATE, "users[0][username]", "x", "users[0][password]", "Secret-1234");

        Calls.Call call = lms.calls().log(CREATE).get(0);

        assertThat(call.token()).isEqualTo("main");
        assertThat(call.parameters()).containsEntry("users[0][username]", "x");
        assertThat(call.toString()).doesNotContain(LmsOptions.LOCAL_TOKEN, "Secret-1234");
    }
}
