package io.isthmus.course.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.isthmus.course.MovingClock;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {

    private static final CacheKey.Kind<String> KIND = new CacheKey.Kind<>("names", CacheKey.Subject.ACCOUNT);
    private static final CacheKey.Kind<String> COURSES = new CacheKey.Kind<>("courses", CacheKey.Subject.COURSES);
    private static final LmsAccount ADA = new LmsAccount("lms", "4");
    private static final CacheKey<String> KEY = KIND.of(ADA);
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
        var other = KIND.of(new LmsAccount("lms", "5"));
        var elsewhere = KIND.of(new LmsAccount("other", "4"));
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
    void invalidatesEverythingOfAnLms() {
        var courses = COURSES.of("lms", "");
        var elsewhere = COURSES.of("other", "");
        for (var key : List.of(KEY, courses, elsewhere)) {
            cache.get(key, answering("one")).await().indefinitely();
        }

        cache.invalidate("lms");

        assertThat(get(answering("two")).value()).isEqualTo("two");
        assertThat(cache.get(courses, answering("two")).await().indefinitely().value())
                .isEqualTo("two");
        assertThat(cache.get(elsewhere, answering("two")).await().indefinitely().value())
                .isEqualTo("one");
    }
}
