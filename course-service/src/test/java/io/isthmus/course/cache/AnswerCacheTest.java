package io.isthmus.course.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.course.MovingClock;
import io.isthmus.course.access.Subjects;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {

    private static final Kind<String> KIND = Kind.ofAccounts("names", new TextCodec("1"));
    private static final Kind<String> COURSES = Kind.ofCourses("courses");
    private static final LmsAccount ADA = new LmsAccount("lms", "4");
    private static final CacheKey<String> KEY = KIND.of(Subjects.account("lms", "4"));
    private static final Duration LONG_AGO = Duration.ofMinutes(2);

    private final MovingClock clock = new MovingClock();
    private final List<String> outcomes = new ArrayList<>();
    private final AnswerCache cache = Caches.withClock(
            clock, Duration.ofMillis(200), (kind, outcome) -> outcomes.add(kind + " " + outcome.word()));
    private final AtomicInteger loads = new AtomicInteger();

    private Supplier<Uni<String>> answering(String value) {
        return () -> {
            loads.incrementAndGet();
            return Uni.createFrom().item(value);
        };
    }

    private Supplier<Uni<String>> failing() {
        return () -> {
            loads.incrementAndGet();
            return Uni.createFrom().failure(new SourceException("lms", Reason.UNAVAILABLE));
        };
    }

    private Cached<String> get(Supplier<Uni<String>> load) {
        return cache.get(KEY, load).await().indefinitely();
    }

    @Test
    void givesFreshAnswerWithoutAsking() {
        get(answering("one"));
        clock.pass(Duration.ofSeconds(59));

        Cached<String> answer = get(answering("two"));

        assertThat(answer).isEqualTo(new Cached<>("one", MovingClock.START, false));
        assertThat(loads).hasValue(1);
        assertThat(outcomes).containsExactly("names loaded", "names fresh");
    }

    @Test
    void findsAtOnceOnlyWhatIsFresh() {
        assertThat(cache.fresh(KEY)).isEmpty();
        get(answering("one"));
        assertThat(cache.fresh(KEY)).contains(new Cached<>("one", MovingClock.START, false));

        cache.invalidate(ADA);
        assertThat(cache.fresh(KEY)).isEmpty();

        get(answering("two"));
        assertThat(cache.fresh(KEY)).map(Cached::value).contains("two");
        clock.pass(Duration.ofSeconds(60));
        assertThat(cache.fresh(KEY)).isEmpty();
        assertThat(loads).hasValue(2);
    }

    @Test
    void keepsNothingOfALoadThatAnEventOvertookWhileTheNextIsOnItsWay() {
        var early = new ArrayList<UniEmitter<? super String>>();
        var next = new ArrayList<UniEmitter<? super String>>();
        cache.get(KEY, () -> Uni.createFrom().emitter(early::add)).subscribe().with(answer -> {});
        cache.invalidate(ADA);
        cache.get(KEY, () -> Uni.createFrom().emitter(next::add)).subscribe().with(answer -> {});

        early.get(0).complete("before");
        assertThat(cache.fresh(KEY)).isEmpty();
        next.get(0).complete("after");

        assertThat(cache.fresh(KEY)).map(Cached::value).contains("after");
    }

    @Test
    void keepsWhoIsWhoBesideLargeAnswers() {
        Kind<String> links = Kind.ofPeople("links");
        CacheKey<String> person = links.of(Subjects.person("cms", "101"));
        Kind<Large> large = Kind.ofCourses("large");
        cache.get(person, answering("ada")).await().indefinitely();

        for (int i = 0; i < 1000; i++) {
            String wanted = String.valueOf(i / 20);
            cache.get(large.of("lms", wanted), () -> Uni.createFrom().item(new Large()))
                    .await()
                    .indefinitely();
        }

        assertThat(cache.fresh(person)).map(Cached::value).contains("ada");
        cache.invalidatePerson("cms", "101");
        assertThat(cache.fresh(person)).isEmpty();
    }

    /** Most of what the cache may hold. */
    private record Large() implements Content {

        @Override
        public int weight() {
            return 900_000;
        }
    }

    @Test
    void asksAgainWhenTheAnswerIsOld() {
        get(answering("one"));
        clock.pass(LONG_AGO);

        assertThat(get(answering("two"))).isEqualTo(new Cached<>("two", clock.instant(), false));
    }

    @Test
    void givesTheLastAnswerAsStaleWhenAskingFails() {
        get(answering("one"));
        clock.pass(LONG_AGO);

        assertThat(get(failing())).isEqualTo(new Cached<>("one", MovingClock.START, true));
        assertThat(outcomes).endsWith("names stale");
    }

    @Test
    void givesNoAnswerThatIsTooOld() {
        get(answering("one"));
        clock.pass(Duration.ofHours(1));

        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> get(failing()));
        assertThat(outcomes).endsWith("names failed");
    }

    @Test
    void neverKeepsFailures() {
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> get(failing()));

        assertThat(get(answering("one")).value()).isEqualTo("one");
        assertThat(loads).hasValue(2);
    }

    @Test
    void passesOnWhatIsNoFailureOfTheLms() {
        get(answering("one"));
        clock.pass(LONG_AGO);

        assertThatIllegalStateException()
                .isThrownBy(() -> get(() -> Uni.createFrom().failure(new IllegalStateException("a bug"))));
    }

    @Test
    void asksOnceForAnyNumberOfAskers() {
        var pending = new CompletableFuture<String>();
        Supplier<Uni<String>> load = () -> {
            loads.incrementAndGet();
            return Uni.createFrom().completionStage(pending);
        };
        List<CompletableFuture<Cached<String>>> askers = IntStream.range(0, 100)
                .mapToObj(i -> cache.get(KEY, load).subscribeAsCompletionStage())
                .toList();

        pending.complete("one");

        assertThat(askers).allSatisfy(asker -> assertThat(asker.join().value()).isEqualTo("one"));
        assertThat(loads).hasValue(1);
    }

    @Test
    void goesOnAskingWhenAnAskerLeaves() {
        var pending = new CompletableFuture<String>();
        Supplier<Uni<String>> load = () -> Uni.createFrom().completionStage(pending);
        var leaving = cache.get(KEY, load).subscribe().with(answer -> {});
        var staying = cache.get(KEY, load).subscribeAsCompletionStage();

        leaving.cancel();
        pending.complete("one");

        assertThat(staying.join().value()).isEqualTo("one");
    }

    @Test
    void givesTheLastAnswerWhenTheDeadlineHasPassed() {
        get(answering("one"));
        clock.pass(LONG_AGO);

        Cached<String> answer = get(() -> Uni.createFrom().nothing());

        assertThat(answer).isEqualTo(new Cached<>("one", MovingClock.START, true));
    }

    @Test
    void failsAtTheDeadlineWhenNothingIsKnown() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> get(() -> Uni.createFrom().nothing()))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT));
    }

    @Test
    void keepsWhatComesAfterTheDeadline() {
        var pending = new CompletableFuture<String>();
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> get(() -> Uni.createFrom().completionStage(pending)));

        pending.complete("late");

        assertThat(get(answering("never")).value()).isEqualTo("late");
        assertThat(loads).hasValue(0);
    }

    @Test
    void asksAgainAfterInvalidation() {
        get(answering("one"));

        cache.invalidate(ADA);

        assertThat(get(answering("two")).value()).isEqualTo("two");
    }

    @Test
    void stillHasTheOldAnswerAfterInvalidationIfAskingFails() {
        get(answering("one"));

        cache.invalidate(ADA);

        assertThat(get(failing())).isEqualTo(new Cached<>("one", MovingClock.START, true));
    }

    @Test
    void doesNotKeepWhatWasAskedBeforeAnInvalidation() {
        var before = new ArrayList<UniEmitter<? super String>>();
        Supplier<Uni<String>> slow = () -> Uni.createFrom().emitter(before::add);
        var early = cache.get(KEY, slow).subscribeAsCompletionStage();

        cache.invalidate(ADA);
        before.get(0).complete("outdated");

        assertThat(early.join().value()).isEqualTo("outdated");
        assertThat(get(answering("current")).value()).isEqualTo("current");
    }

    @Test
    void doesNotLetAnOutdatedAnswerReplaceACurrentOne() {
        var before = new ArrayList<UniEmitter<? super String>>();
        cache.get(KEY, () -> Uni.createFrom().emitter(before::add)).subscribe().with(answer -> {});
        cache.invalidate(ADA);
        get(answering("current"));

        before.get(0).complete("outdated");

        assertThat(get(answering("never")).value()).isEqualTo("current");
    }

    @Test
    void invalidatesOneAccountOnly() {
        var other = KIND.of(Subjects.account("lms", "5"));
        var elsewhere = KIND.of(Subjects.account("other", "4"));
        var courses = COURSES.of("lms", "4");
        for (var key : List.of(other, elsewhere, courses)) {
            cache.get(key, answering("one")).await().indefinitely();
        }

        cache.invalidate(ADA);

        for (var key : List.of(other, elsewhere, courses)) {
            assertThat(cache.get(key, answering("two")).await().indefinitely().value())
                    .isEqualTo("one");
        }
    }

    @Test
    void invalidatesWhatTellsOfACourse() {
        Kind<JsonPiece> kind = Kind.ofAccounts("pieces", JsonPiece.codec(String.class));
        var with = kind.of(Subjects.account("lms", "4"));
        var without = kind.of(Subjects.account("lms", "5"));
        var courses = COURSES.of("lms", "");
        var elsewhere = COURSES.of("other", "");
        cache.get(with, () -> piece("one", "2")).await().indefinitely();
        cache.get(without, () -> piece("one", "3")).await().indefinitely();
        for (var key : List.of(courses, elsewhere)) {
            cache.get(key, answering("one")).await().indefinitely();
        }

        cache.invalidateCourse("lms", "2");

        assertThat(hash(with)).isNotEqualTo(hash(without));
        assertThat(cache.get(courses, answering("two")).await().indefinitely().value())
                .isEqualTo("two");
        assertThat(cache.get(elsewhere, answering("two")).await().indefinitely().value())
                .isEqualTo("one");
    }

    private String hash(CacheKey<JsonPiece> key) {
        return cache.get(key, () -> piece("two", "2"))
                .await()
                .indefinitely()
                .value()
                .hash();
    }

    private static Uni<JsonPiece> piece(String text, String course) {
        return Uni.createFrom()
                .item(JsonPiece.of(new ObjectMapper(), List.of(text), List.of(course), Optional.empty()));
    }

    @Test
    void givesAnAnswerThatIsALittleOldAndAsksForTheNext() {
        get(answering("one"));
        clock.pass(Duration.ofSeconds(70));

        assertThat(get(answering("two"))).isEqualTo(new Cached<>("one", MovingClock.START, false));
        assertThat(get(answering("three")).value()).isEqualTo("two");
        assertThat(outcomes).containsExactly("names loaded", "names revalidated", "names fresh");
    }

    @Test
    void saysThatALittleOldAnswerIsStaleOnceAskingFailed() {
        get(answering("one"));
        clock.pass(Duration.ofSeconds(70));
        get(failing());
        clock.pass(Duration.ofSeconds(3));

        assertThat(get(failing()).stale()).isTrue();
        assertThat(loads).hasValue(3);
    }

    @Test
    void leavesTheLmsAloneForAMomentAfterAFailure() {
        get(answering("one"));
        clock.pass(LONG_AGO);
        get(failing());

        assertThat(get(answering("two")).stale()).isTrue();
        clock.pass(Duration.ofSeconds(2));
        assertThat(get(answering("two"))).isEqualTo(new Cached<>("two", clock.instant(), false));
    }

    @Test
    void asksAtOnceWhenAnEventFollowsAFailure() {
        get(answering("one"));
        clock.pass(LONG_AGO);
        get(failing());

        cache.invalidate(ADA);

        assertThat(get(answering("two")).value()).isEqualTo("two");
    }

    @Test
    void asksAgainWhenAnAnswerStopsBeingRightByItself() {
        Kind<JsonPiece> kind = Kind.ofAccounts("pieces", JsonPiece.codec(String.class));
        CacheKey<JsonPiece> key = kind.of(Subjects.account("lms", "4"));
        Optional<Instant> soon = Optional.of(clock.instant().plusSeconds(10));
        var json = new ObjectMapper();
        cache.get(key, () -> Uni.createFrom().item(JsonPiece.of(json, List.of("one"), List.of(), soon)))
                .await()
                .indefinitely();
        clock.pass(Duration.ofSeconds(10));

        assertThat(hash(key))
                .isEqualTo(JsonPiece.of(json, List.of("two"), List.of(), Optional.empty())
                        .hash());
    }

    @Test
    void forgetsWhatItKnewOfAnAccount() {
        get(answering("one"));

        cache.forget(ADA);

        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> get(failing()));
    }

    @Test
    void forgetsWhatItKnewOfPeopleAndNothingElse() {
        Kind<String> catalogue = Kind.ofCourses("catalogue");
        get(answering("one"));
        cache.get(catalogue.of("lms", ""), answering("courses")).await().indefinitely();

        cache.forgetPeople();

        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> get(failing()));
        assertThat(cache.fresh(catalogue.of("lms", ""))).isPresent();
    }

    @Test
    void keepsNoMoreBytesThanAllowed() {
        Kind<JsonPiece> kind = Kind.ofAccounts("pieces", JsonPiece.codec(String.class));
        String large = "x".repeat(100_000);
        for (int user = 0; user < 30; user++) {
            cache.get(kind.of(Subjects.account("lms", "u" + user)), () -> piece(large, "2"))
                    .await()
                    .indefinitely();
        }

        assertThat(cache.weight()).isLessThanOrEqualTo(1_000_000);
    }
}
