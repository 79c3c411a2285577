package io.isthmus.course.erasure;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.isthmus.course.LearnerTest;
import io.isthmus.course.MovingClock;
import io.isthmus.course.access.Subjects;
import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.cache.Caches;
import io.isthmus.course.cache.Kind;
import io.isthmus.course.enrolment.Enrolments;
import io.isthmus.course.event.OffsetStore;
import io.isthmus.course.event.TopicListener.Extent;
import io.isthmus.course.event.TopicListener.Range;
import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsUser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.response.Response;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What is left of somebody who is to be forgotten: nothing, whatever comes when. */
@QuarkusTest
class ErasureIT extends LearnerTest {

    private static final String SAID_AT = "2026-05-04T10:00:00Z";
    private static final String SAID_LATER = "2026-05-04T10:00:01Z";

    private static final String ANOTHER_TOPIC = "of-the-same-name";
    private static final int ANOTHER_PARTITION = 77;

    @Inject
    Enrolments enrolments;

    @Inject
    ErasureStore store;

    @Inject
    OffsetStore offsets;

    /** Enrolled, and with a certificate. */
    private LmsUser graduate() {
        LmsUser learner = newcomer();
        lms.enrol(learner.id(), 4, 30);
        lms.state().issueCertificate(learner.id(), 2, code(learner), 1_700_000_000L);
        return learner;
    }

    private static String code(LmsUser learner) {
        return "ERASE" + learner.id();
    }

    /** Its link stays, as it does until the tombstone comes. */
    private LmsUser erased() {
        LmsUser learner = graduate();
        link(uid(learner), learner.id());
        dashboard(learner).then().body("certificates.code", contains(code(learner)));
        erase(learner, learner);
        return learner;
    }

    private void erase(LmsUser learner, LmsUser onThePartitionOf) {
        sendErasure(learner, onThePartitionOf);
        Await.until("the erasure", () -> rows("erased", learner) == 1);
    }

    private void sendErasure(LmsUser learner, LmsUser onThePartitionOf) {
        send(
                "isthmus.identity.erasures",
                "cms:" + uid(onThePartitionOf),
                Contracts.sample("io.isthmus.subject.erased.v1")
                        .replace("\"cmsUid\": \"101\"", "\"cmsUid\": \"" + uid(learner) + "\"")
                        .replace("\"lmsUserId\": \"4\"", "\"lmsUserId\": \"" + learner.id() + "\""));
    }

    private void tellOfACertificate(String type, LmsUser learner, LmsUser onThePartitionOf) {
        send(
                "isthmus.lms.courses",
                "lms:" + onThePartitionOf.id(),
                Contracts.sample(type)
                        .replace("\"lmsUserId\": \"4\"", "\"lmsUserId\": \"" + learner.id() + "\"")
                        .replaceFirst(
                                "\"certificateId\": \"[^\"]*\"",
                                "\"certificateId\": \"tool_certificate:" + learner.id() + "\""));
    }

    private long rows(String table, LmsUser learner) throws SQLException {
        String query = "select count(*) from " + table + " where lms_user_id = '" + learner.id() + "'";
        try (var connection = DriverManager.getConnection(
                        postgres.jdbcUrl("course"), PostgresServer.USER, PostgresServer.PASSWORD);
                var statement = connection.createStatement();
                var count = statement.executeQuery(query)) {
            count.next();
            return count.getLong(1);
        }
    }

    private void assertNothingIsKeptOf(LmsUser learner) throws SQLException {
        assertThat(rows("enrolment", learner)).as("enrolments").isZero();
        assertThat(rows("certificate", learner)).as("certificates").isZero();
        assertThat(rows("certificate_change", learner)).as("changes").isZero();
    }

    @Test
    void forgetsWhoIsErased() throws Exception {
        LmsUser learner = graduate();
        link(uid(learner), learner.id());
        dashboard(learner).then().body("certificates.code", contains(code(learner)));
        lms.state()
                .revokeCertificate(lms.state().certificates(learner.id()).get(0).id());
        lms.state().unenrol(learner.id(), 4);

        erase(learner, learner);

        Await.untilAsserted(
                "the erasure",
                () -> dashboard(learner)
                        .then()
                        .statusCode(200)
                        .body("courses", empty())
                        .body("certificates", empty()));
        assertNothingIsKeptOf(learner);
        given().header("X-Forwarded-For", "192.0.2.3")
                .get("/v1/certificates/verify?code=" + code(learner))
                .then()
                .statusCode(404);
    }

    /** The LMS answers what it was asked before, once the person is erased. */
    @Test
    void keepsNothingThatTheLmsTellsAfterTheErasureItWasAskedBefore() throws Exception {
        LmsUser learner = graduate();
        var erased = new CompletableFuture<Void>();
        lms.faults().set(LIST_COURSES, Fault.of(Fault.Kind.LATE).after(erased));
        lms.faults().set(LIST_ISSUES, Fault.of(Fault.Kind.LATE).after(erased));
        send(
                "isthmus.identity.links",
                "cms:" + uid(learner) + ":lms",
                linkEvent("cms", uid(learner), learner.id(), "linked"));
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            var last = new AtomicReference<Response>();
            Future<?> linked = reader.submit(() -> Await.until("the link", () -> {
                last.set(dashboard(learner));
                return last.get().jsonPath().getBoolean("user.linked");
            }));
            Await.until("both questions", () -> isAsked(LIST_COURSES, learner) && isAsked(LIST_ISSUES, learner));
            erase(learner, learner);
            erased.complete(null);

            linked.get();
            last.get().then().body("failures", empty());
        } finally {
            reader.shutdownNow();
        }

        assertNothingIsKeptOf(learner);
    }

    private boolean isAsked(String function, LmsUser learner) {
        return lms.calls().log(function).stream()
                .anyMatch(call ->
                        String.valueOf(learner.id()).equals(call.parameters().get("userid")));
    }

    @Test
    void asksNobodyAboutWhoIsErasedAlsoBeforeTheLinkEnds() throws Exception {
        LmsUser learner = erased();

        Await.untilAsserted(
                "the link to count no longer",
                () -> dashboard(learner)
                        .then()
                        .statusCode(200)
                        .body("user.linked", is(false))
                        .body("courses", empty())
                        .body("certificates", empty()));
        assertNothingIsKeptOf(learner);
    }

    /** As a replica does that has not heard yet. */
    @Test
    void keepsNothingOfWhoIsAskedAboutAfterTheErasure() throws Throwable {
        LmsUser learner = erased();
        Await.until("the replica to know", () -> !dashboard(learner).jsonPath().getBoolean("user.linked"));

        var courses = VertxContextSupport.subscribeAndAwait(
                () -> enrolments.of(Subjects.account("lms", String.valueOf(learner.id()))));

        assertThat(isAsked(LIST_COURSES, learner)).isTrue();
        assertThat(courses.value().isEmpty()).isTrue();
        assertNothingIsKeptOf(learner);
    }

    @Test
    void keepsNothingThatEventsTellOfWhoIsErased() throws Exception {
        LmsUser learner = erased();
        LmsUser other = newcomer();

        tellOfACertificate("io.isthmus.certificate.issued.v1", learner, learner);
        tellOfACertificate("io.isthmus.certificate.revoked.v1", learner, learner);
        tellOfACertificate("io.isthmus.certificate.issued.v1", other, learner);

        Await.until("the last event", () -> rows("certificate", other) == 1);
        assertNothingIsKeptOf(learner);
    }

    private static Extent extent(String topicId, long end) {
        return new Extent(topicId, Map.of(ANOTHER_PARTITION, new Range(0, end)));
    }

    private Erasures replica(AnswerCache answers, Runnable forgotten) {
        return new Erasures(store, offsets, answers, new MovingClock(), forgotten, () -> {});
    }

    @Test
    void hearsAfterABreakWhatOnlyOtherReplicasHaveHeard() {
        Erasures cutOff = replica(Caches.withClock(new MovingClock()), () -> {});
        Erasures other = replica(Caches.withClock(new MovingClock()), () -> {});
        cutOff.begin(extent(ANOTHER_TOPIC, 0));
        other.begin(extent(ANOTHER_TOPIC, 0));
        other.read(ANOTHER_PARTITION, List.of(), 3);

        assertThat(cutOff.begin(extent(ANOTHER_TOPIC, 3))).containsEntry(ANOTHER_PARTITION, 0L);
        assertThat(replica(Caches.withClock(new MovingClock()), () -> {}).begin(extent(ANOTHER_TOPIC, 3)))
                .as("a new one, which keeps nothing yet")
                .containsEntry(ANOTHER_PARTITION, 3L);
    }

    @Test
    void forgetsEverybodyWhereNobodyKnowsWhatItMissed() {
        Kind<String> kind = Kind.ofPeople("people");
        AnswerCache answers = Caches.withClock(new MovingClock());
        answers.get(
                        kind.of(Subjects.person("cms", "101")),
                        () -> Uni.createFrom().item("ada"))
                .await()
                .indefinitely();
        var forgotten = new AtomicInteger();
        Erasures replica = replica(answers, forgotten::incrementAndGet);
        replica.begin(extent(ANOTHER_TOPIC, 0));
        assertThat(forgotten).hasValue(0);

        replica.begin(extent("made-anew", 0));

        assertThat(forgotten).hasValue(1);
        assertThat(answers.fresh(kind.of(Subjects.person("cms", "101")))).isEmpty();
    }

    @Test
    void remembersWhoIsLinkedAnewAlsoWhenTheErasureIsToldAgain() throws Exception {
        LmsUser learner = erased();
        LmsUser other = newcomer();

        send(
                "isthmus.identity.links",
                "cms:" + uid(learner) + ":lms",
                linkEvent("cms", uid(learner), learner.id(), "linked").replace(SAID_AT, SAID_LATER));

        Await.untilAsserted(
                "the new link",
                () -> dashboard(learner).then().body("user.linked", is(true)).body("courses.id", contains("lms:4")));
        assertThat(rows("enrolment", learner)).isEqualTo(1);
        assertThat(rows("certificate", learner)).isEqualTo(1);
        sendErasure(learner, learner);
        erase(other, learner);
        assertThat(rows("enrolment", learner)).isEqualTo(1);
        assertThat(rows("certificate", learner)).isEqualTo(1);
    }
}
