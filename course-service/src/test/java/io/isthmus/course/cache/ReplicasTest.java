package io.isthmus.course.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.MovingClock;
import io.isthmus.course.access.Subjects;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.isthmus.testbed.Await;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Two replicas with one shared cache. */
class ReplicasTest {

    private static final Kind<String> KIND = Kind.ofAccounts("names", new TextCodec("1"));
    private static final CacheKey<String> ADA = KIND.of(Subjects.account("lms", "4"));
    private static final String ADAS_TAG = Tags.account("lms", "4");

    private final MovingClock clock = new MovingClock();
    private final SharedMemory shared = new SharedMemory();
    private final Replica one = new Replica();
    private final Replica two = new Replica();
    private final AtomicInteger loads = new AtomicInteger();

    private final class Replica {

        final Heard heard = new Heard(Duration.ofHours(1));
        final AnswerCache cache = Caches.sharing(clock, Duration.ofMillis(300), (kind, outcome) -> {}, shared, heard);

        Replica() {
            hears("topic-a", 5);
        }

        void hears(String topicId, long position) {
            heard.begin(new Heard.Mark(topicId, Map.of(0, position)), false);
        }

        void hearsThatAdaChanged(long offset) {
            heard.outdate(ADAS_TAG, 0, offset);
            cache.invalidate(Subjects.account("lms", "4").at());
            heard.advance(0, offset + 1);
        }

        Cached<String> get(Supplier<Uni<String>> load) {
            return cache.get(ADA, load).await().indefinitely();
        }
    }

    private Supplier<Uni<String>> answering(String value) {
        return () -> {
            loads.incrementAndGet();
            return Uni.createFrom().item(value);
        };
    }

    @Test
    void takesTheAnswerOfTheOtherReplica() {
        one.get(answering("one"));
        clock.pass(Duration.ofSeconds(30));

        assertThat(two.get(answering("two"))).isEqualTo(new Cached<>("one", MovingClock.START, false));
        assertThat(loads).hasValue(1);
        assertThat(shared.locks).isEmpty();
    }

    @Test
    void asksItselfWhenTheOtherAnswerIsOld() {
        one.get(answering("one"));
        clock.pass(Duration.ofSeconds(60));

        assertThat(two.get(answering("two")).value()).isEqualTo("two");
    }

    @Test
    void givesTheOldAnswerOfTheOtherReplicaWhenTheLmsIsAway() {
        one.get(answering("one"));
        clock.pass(Duration.ofMinutes(10));

        Cached<String> answer = two.get(() -> Uni.createFrom().failure(new SourceException("lms", Reason.UNAVAILABLE)));

        assertThat(answer).isEqualTo(new Cached<>("one", MovingClock.START, true));
        assertThat(shared.locks).isEmpty();
    }

    @Test
    void refusesAnAnswerFromBeforeAnEventThatOnlyItHeard() {
        one.get(answering("before"));

        two.hearsThatAdaChanged(5);

        assertThat(two.get(answering("after")).value()).isEqualTo("after");
    }

    @Test
    void refusesAnAnswerBegunBeforeTheEventAndStoredAfterIt() {
        var early = new ArrayList<UniEmitter<? super String>>();
        one.cache
                .get(ADA, () -> Uni.createFrom().emitter(early::add))
                .subscribe()
                .with(answer -> {});
        two.hearsThatAdaChanged(5);

        early.get(0).complete("before");

        assertThat(shared.answers).containsKey(ADA);
        assertThat(two.get(answering("after")).value()).isEqualTo("after");
    }

    @Test
    void keepsToItselfWhatAnEventOutdatedMeanwhile() {
        var early = new ArrayList<UniEmitter<? super String>>();
        one.cache
                .get(ADA, () -> Uni.createFrom().emitter(early::add))
                .subscribe()
                .with(answer -> {});
        one.hearsThatAdaChanged(5);

        early.get(0).complete("before");

        assertThat(shared.answers).isEmpty();
        assertThat(shared.locks).isEmpty();
    }

    @Test
    void keepsToItselfWhoWasForgottenWhileTheLmsWasAsked() {
        var early = new ArrayList<UniEmitter<? super String>>();
        one.cache
                .get(ADA, () -> Uni.createFrom().emitter(early::add))
                .subscribe()
                .with(answer -> {});
        one.cache.forget(Subjects.account("lms", "4").at());

        early.get(0).complete("before");

        assertThat(shared.puts).isZero();
        assertThat(shared.locks).isEmpty();
        assertThat(one.get(answering("after")).value()).isEqualTo("after");
    }

    @Test
    void removesWhatWasOnItsWayToTheOthersWhenSomebodyIsForgotten() {
        shared.whilePutting =
                () -> one.cache.forget(Subjects.account("lms", "4").at());

        one.get(answering("before"));

        assertThat(shared.answers).isEmpty();
    }

    @Test
    void takesAnAnswerFromAfterTheEvent() {
        one.hearsThatAdaChanged(5);
        one.get(answering("after"));
        two.hearsThatAdaChanged(5);

        assertThat(two.get(answering("again")).value()).isEqualTo("after");
    }

    @Test
    void aNewReplicaTrustsNoAnswerFromBeforeItsTime() {
        one.get(answering("before"));
        two.hears("topic-a", 6);

        assertThat(two.get(answering("after")).value()).isEqualTo("after");
    }

    @Test
    void trustsNothingAcrossTopicsOfOneName() {
        one.get(answering("before"));
        two.hears("topic-b", 0);

        assertThat(two.get(answering("after")).value()).isEqualTo("after");
    }

    @Test
    void goesOnByItselfWhenTheOtherHoldsTheLockForTooLong() {
        shared.locks.put(ADA, "somebody");
        AnswerCache patient = Caches.sharing(clock, Duration.ofSeconds(30), (kind, outcome) -> {}, shared, one.heard);

        assertThat(patient.get(ADA, answering("one")).await().indefinitely().value())
                .isEqualTo("one");
        assertThat(shared.locks).containsEntry(ADA, "somebody");
        assertThat(shared.puts).isZero();
    }

    @Test
    void forgetsInWhatTheReplicasShareToo() {
        one.get(answering("one"));

        one.cache.forget(Subjects.account("lms", "4").at());

        assertThat(shared.answers).isEmpty();
        assertThat(one.get(answering("two")).value()).isEqualTo("two");
    }

    @Test
    void triesToForgetInWhatTheReplicasShareUntilThatIsThereAgain() {
        one.get(answering("one"));
        shared.away = 2;

        var forgotten = one.cache.forget(Subjects.account("lms", "4").at());

        assertThat(forgotten).isNotDone();
        assertThat(shared.answers).isNotEmpty();
        Await.until("the removal", forgotten::isDone);
        assertThat(shared.answers).isEmpty();
    }
}
