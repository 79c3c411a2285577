package io.isthmus.course;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsUser;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The LMS fails in every way it can. */
@QuarkusTest
class OutageIT extends LearnerTest {

    private static final int REQUESTS = 100;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init")
    URI service;

    @Test
    void tellsWhatIsMissingWhenOnlyAPartCanBeRead() {
        LmsUser learner = newcomer();
        lms.enrol(learner.id(), 4, 10);
        lms.faults().set(LIST_ISSUES, Fault.of(Fault.Kind.ERROR_500));
        link(uid(learner), learner.id());

        dashboard(learner)
                .then()
                .statusCode(200)
                .body("courses.progress", contains(10))
                .body("certificates", empty())
                .body("failures", hasSize(1))
                .body("failures[0].source", is("lms"))
                .body("failures[0].part", is("certificates"))
                .body("failures[0].reason", is("unavailable"));
        lms.faults().clear();
        dashboard(learner).then().body("failures", empty());
    }

    @Test
    void answersLmsUnavailableWhenNothingIsKnown() {
        LmsUser learner = linkedLearner(10);
        lms.faults().set(Fault.of(Fault.Kind.DOWN));
        LmsUser unasked = newcomer();
        send(
                "isthmus.identity.links",
                "cms:" + uid(unasked) + ":lms",
                linkEvent("cms", uid(unasked), unasked.id(), "linked"));

        Await.untilAsserted(
                "the link to be known",
                () -> dashboard(unasked)
                        .then()
                        .statusCode(503)
                        .contentType("application/problem+json")
                        .header("Retry-After", "10")
                        .body("type", is("urn:isthmus:problem:lms-unavailable"))
                        .body("status", is(503)));
        dashboard(learner).then().statusCode(200);
    }

    static List<Fault> faults() {
        var faults = new ArrayList<>(List.of(
                Fault.of(Fault.Kind.DOWN),
                Fault.of(Fault.Kind.ERROR_500),
                Fault.of(Fault.Kind.HTML),
                Fault.of(Fault.Kind.TRUNCATED),
                Fault.of(Fault.Kind.DB_DOWN),
                Fault.of(Fault.Kind.HANG)));
        if (Boolean.getBoolean("isthmus.full")) {
            faults.addAll(List.of(
                    Fault.slow(Duration.ofSeconds(5)),
                    Fault.slow(Duration.ofSeconds(30)),
                    Fault.of(Fault.Kind.DROP_ANSWER),
                    Fault.of(Fault.Kind.MAINTENANCE),
                    Fault.of(Fault.Kind.FORBIDDEN)));
        }
        return faults;
    }

    @ParameterizedTest
    @MethodSource("faults")
    void goesOnWithWhatIsKnownAndSaysSo(Fault fault) throws Exception {
        LmsUser learner = linkedLearner(42);
        lms.issueCertificate(learner.id(), 2);
        outdate(learner);
        LmsUser stranger = newcomer();
        lms.enrol(stranger.id(), 4, 7);
        lms.faults().set(fault);
        send(
                "isthmus.identity.links",
                "cms:" + uid(stranger) + ":lms",
                linkEvent("cms", uid(stranger), stranger.id(), "linked"));

        Await.untilAsserted("a stale answer", () -> assertStale(dashboard(learner)));
        List<Duration> durations = staleAnswers(learner);
        System.out.printf(
                "LMS %s: %d warm answers, p50 %d ms, p99 %d ms, slowest %d ms%n",
                fault.kind(),
                REQUESTS,
                durations.get(REQUESTS / 2).toMillis(),
                durations.get(REQUESTS * 99 / 100 - 1).toMillis(),
                durations.get(REQUESTS - 1).toMillis());
        assertThat(durations.get(REQUESTS - 1)).isLessThan(Duration.ofSeconds(20));
        Await.untilAsserted(
                "a refusal of what was never known",
                () -> dashboard(stranger)
                        .then()
                        .statusCode(503)
                        .header("Retry-After", "10")
                        .body("type", is("urn:isthmus:problem:lms-unavailable")));

        lms.faults().clear();

        Await.untilAsserted("the LMS to be asked again", () -> {
            dashboard(learner).then().body("stale", is(false)).body("courses.progress", contains(42));
            dashboard(stranger)
                    .then()
                    .statusCode(200)
                    .body("courses.progress", contains(7))
                    .body("stale", is(false))
                    .body("failures", empty());
            assertThat(breaker()).isEqualTo("closed");
        });
    }

    /** Asked for by a client that hardly takes time of its own. */
    private List<Duration> staleAnswers(LmsUser learner) throws Exception {
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(service.resolve("/v1/users/" + uid(learner) + "/dashboard"))
                .header("Authorization", "Bearer " + issuer.client("portal", "cms"))
                .build();
        var durations = new ArrayList<Duration>();
        for (int i = 0; i < REQUESTS; i++) {
            long begin = System.nanoTime();
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            durations.add(Duration.ofNanos(System.nanoTime() - begin));
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"progress\":42,").contains("\"stale\":true");
            assertThat(answer.headers().firstValueAsLong("Age").orElseThrow()).isNotNegative();
        }
        Collections.sort(durations);
        return durations;
    }

    private static void assertStale(Response dashboard) {
        dashboard
                .then()
                .statusCode(200)
                .body("courses.progress", contains(42))
                .body("certificates", hasSize(1))
                .body("stale", is(true));
        assertThat(Integer.parseInt(dashboard.header("Age"))).isNotNegative();
    }

    private static String breaker() {
        return given().get("/q/health/ready").path("checks.find { it.name == 'lms' }.data['lms.breaker']");
    }

    @Test
    void leavesTheLmsAloneWhileItIsDownAndTriesAgain() {
        List<LmsUser> learners =
                Stream.generate(() -> linkedLearner(42)).limit(6).toList();
        learners.forEach(this::outdate);
        lms.faults().set(Fault.of(Fault.Kind.DOWN));

        Await.until("the breaker to open", () -> {
            learners.forEach(learner -> dashboard(learner).then().statusCode(200));
            return breaker().equals("open");
        });
        lms.faults().clear();

        Await.until("the breaker to close by itself", () -> {
            learners.forEach(learner -> dashboard(learner).then().statusCode(200));
            return breaker().equals("closed");
        });
    }

    @Test
    void asksTheLmsOnceForManyAtTheSameTime() throws Exception {
        LmsUser learner = newcomer();
        lms.enrol(learner.id(), 4, 10);
        send(
                "isthmus.identity.links",
                "cms:" + uid(learner) + ":lms",
                linkEvent("cms", uid(learner), learner.id(), "linked"));
        link("101", ADA);
        lms.calls().clear();
        lms.faults().set(Fault.slow(Duration.ofMillis(300)));

        List<Integer> statuses = inParallel(100, () -> dashboard(learner).statusCode());

        assertThat(statuses).containsOnly(200);
        assertThat(lms.calls().log(LIST_COURSES).stream()
                        .filter(call -> String.valueOf(learner.id())
                                .equals(call.parameters().get("userid"))))
                .hasSize(1);
        assertThat(lms.calls().log(LIST_ISSUES).stream()
                        .filter(call -> String.valueOf(learner.id())
                                .equals(call.parameters().get("userid"))))
                .hasSize(1);
    }

    private static <T> List<T> inParallel(int times, Callable<T> work) throws InterruptedException, ExecutionException {
        var threads = Executors.newFixedThreadPool(times);
        try {
            var results = new ArrayList<T>();
            for (Future<T> one : threads.invokeAll(Collections.nCopies(times, work))) {
                results.add(one.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
