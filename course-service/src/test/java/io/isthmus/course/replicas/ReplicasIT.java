package io.isthmus.course.replicas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsUser;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two processes of the packaged service with one Redis, one Kafka, one database, and an LMS that counts. */
class ReplicasIT {

    private static final int CROWD = 1_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Surroundings WORLD = new Surroundings();

    private static Replica one;
    private static Replica two;

    @BeforeAll
    static void start() {
        one = Replica.start("replica-one", WORLD.properties("course"));
        two = Replica.start("replica-two", WORLD.properties("course"));
        Await.until("both replicas", () -> one.isReady() && two.isReady());
    }

    @AfterAll
    static void stop() {
        one.close();
        two.close();
        WORLD.close();
    }

    @AfterEach
    void repair() {
        WORLD.lms().faults().clear();
        WORLD.redis(Surroundings.Signal.CONT);
    }

    private static String dashboard(LmsUser user) {
        return "/v1/users/" + Surroundings.uid(user) + "/dashboard";
    }

    private static HttpResponse<String> get(Replica replica, LmsUser user) {
        return replica.get(dashboard(user), WORLD.clientToken());
    }

    private static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static int progress(Replica replica, LmsUser user) {
        HttpResponse<String> response = get(replica, user);
        assertThat(response.statusCode()).isEqualTo(200);
        return json(response).path("courses").path(0).path("progress").asInt(-1);
    }

    /** Linked, and known to be so by both replicas, but never asked about at the LMS. */
    private static LmsUser stranger(int progress) {
        LmsUser user = WORLD.newLearner(progress);
        LmsUser later = WORLD.newLearner(1);
        WORLD.link(user);
        WORLD.link(later);
        Stream.of(one, two)
                .forEach(replica -> Await.until(
                        "the link of who came later",
                        () -> json(get(replica, later))
                                .path("user")
                                .path("linked")
                                .asBoolean()));
        return user;
    }

    @Test
    void oneReplicaAsksTheLmsOnceForAThousand() {
        LmsUser user = stranger(30);
        WORLD.lms().faults().set(Fault.slow(Duration.ofMillis(500)));

        List<HttpResponse<String>> answers = crowd(user, List.of(one));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(WORLD.callsAbout(user)).as("calls of each function").containsOnly(1L);
    }

    @Test
    void twoReplicasAskTheLmsAtMostTwiceForAThousand() {
        LmsUser user = stranger(30);
        WORLD.lms().faults().set(Fault.slow(Duration.ofMillis(500)));

        List<HttpResponse<String>> answers = crowd(user, List.of(one, two));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        System.out.printf("two replicas, %d cold requests: calls by function %s%n", CROWD, WORLD.callsAbout(user));
        assertThat(WORLD.callsAbout(user)).allSatisfy(calls -> assertThat(calls).isLessThanOrEqualTo(2));
    }

    private static List<HttpResponse<String>> crowd(LmsUser user, List<Replica> replicas) {
        String token = WORLD.clientToken();
        var asked = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < CROWD; i++) {
            asked.add(replicas.get(i % replicas.size()).ask(dashboard(user), token));
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void anEventShowsInEveryReplicaAlsoWhenAFetchBegunBeforeItEndsAfterIt() {
        LmsUser user = stranger(30);
        WORLD.lms()
                .faults()
                .set(Surroundings.LIST_COURSES, Fault.of(Fault.Kind.LATE).after(Duration.ofSeconds(3)));
        var early = one.ask(dashboard(user), WORLD.clientToken());
        Await.until("the LMS to have answered", () -> WORLD.wasAskedForCourses(user));
        WORLD.lms().faults().clear();

        WORLD.lms().enrol(user.id(), Surroundings.COURSE, 100);
        WORLD.tellThatCompleted(user);

        assertThat(early.join().statusCode()).isEqualTo(200);
        Stream.of(one, two).forEach(replica -> Await.until("the completion", () -> progress(replica, user) == 100));
        Stream.of(one, two, one, two)
                .forEach(replica -> assertThat(progress(replica, user)).isEqualTo(100));
    }

    @Test
    void goesOnAloneWhileRedisIsPausedAndTogetherAfterwards() {
        LmsUser before = stranger(10);
        WORLD.redis(Surroundings.Signal.STOP);

        List<Integer> seen = Stream.of(one, one, two, two, one)
                .map(replica -> progress(replica, before))
                .toList();

        assertThat(seen).containsOnly(10);
        assertThat(WORLD.callsAbout(before))
                .allSatisfy(calls -> assertThat(calls).isLessThanOrEqualTo(2));
        WORLD.redis(Surroundings.Signal.CONT);
        Await.until("one replica to know what the other asked", () -> {
            LmsUser after = stranger(20);
            return progress(one, after) == 20
                    && progress(two, after) == 20
                    && WORLD.callsAbout(after).stream().allMatch(calls -> calls == 1);
        });
    }

    @Test
    void goesOnAloneWithoutRedisAndTogetherAfterwards() {
        LmsUser before = stranger(10);
        WORLD.stopRedis();

        assertThat(Stream.of(one, two, two, one).map(replica -> progress(replica, before)))
                .containsOnly(10);
        assertThat(WORLD.callsAbout(before))
                .allSatisfy(calls -> assertThat(calls).isLessThanOrEqualTo(2));
        assertThat(one.isReady()).isTrue();
        WORLD.startRedis();
        Await.until("one replica to know what the other asked", () -> {
            LmsUser after = stranger(20);
            return progress(one, after) == 20
                    && progress(two, after) == 20
                    && WORLD.callsAbout(after).stream().allMatch(calls -> calls == 1);
        });
    }

    @Test
    void forgetsWhatIsInRedisOnceThatIsThereAgain() {
        LmsUser user = stranger(10);
        LmsUser other = stranger(20);
        assertThat(List.of(progress(one, user), progress(one, other))).containsExactly(10, 20);
        Await.until("both in Redis", () -> WORLD.isInRedis(user) && WORLD.isInRedis(other));
        WORLD.stopRedis();
        WORLD.erase(user);
        Stream.of(one, two)
                .forEach(replica -> Await.until(
                        "the erasure",
                        () -> !json(get(replica, user))
                                .path("user")
                                .path("linked")
                                .asBoolean()));

        WORLD.startRedis();

        Await.until("the removal", () -> !WORLD.isInRedis(user));
        assertThat(WORLD.isInRedis(other)).isTrue();
    }

    @Test
    void aNewReplicaSaysThatItKnowsNoLinksYetAndThenTheTruth() {
        LmsUser user = stranger(55);
        WORLD.database("course_new");
        var statuses = new ArrayList<Integer>();
        try (Replica fresh = Replica.start("replica-new", WORLD.properties("course_new"))) {
            Await.until("the new replica", () -> {
                HttpResponse<String> answer = get(fresh, user);
                statuses.add(answer.statusCode());
                return answer.statusCode() != 503;
            });

            assertThat(progress(fresh, user)).isEqualTo(55);
            assertThat(statuses).endsWith(200);
        }
    }
}
