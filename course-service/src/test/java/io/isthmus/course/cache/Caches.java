package io.isthmus.course.cache;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Caches for tests of what uses one: fresh for a minute, stale for an hour, no thread of their own. */
public final class Caches {

    private Caches() {}

    public static AnswerCache withClock(Clock clock) {
        return withClock(clock, Duration.ofSeconds(20), (kind, outcome) -> {});
    }

    static AnswerCache withClock(Clock clock, Duration deadline, CacheObserver observer) {
        return sharing(clock, deadline, observer, SharedCache.NONE, new Heard(Duration.ofHours(1)));
    }

    static AnswerCache sharing(
            Clock clock, Duration deadline, CacheObserver observer, SharedCache shared, Heard heard) {
        var config = new Settings(deadline);
        return new AnswerCache(config, clock, new SameThread(), observer, new Replicas(shared, heard, config, clock));
    }

    private record Settings(Duration deadline) implements CacheConfig {

        @Override
        public Duration fresh() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration revalidate() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Duration stale() {
            return Duration.ofHours(1);
        }

        @Override
        public Duration patience() {
            return deadline;
        }

        @Override
        public Duration retry() {
            return Duration.ofSeconds(2);
        }

        @Override
        public long maxBytes() {
            return 1_000_000;
        }

        @Override
        public int people() {
            return 1000;
        }

        @Override
        public Shared shared() {
            throw new AssertionError("a cache without Redis asked for its settings");
        }
    }

    private static final class SameThread implements Threads {

        @Override
        public void detached(Runnable work) {
            work.run();
        }

        @Override
        public Executor caller() {
            return Runnable::run;
        }

        @Override
        public ScheduledExecutorService timer() {
            return Infrastructure.getDefaultWorkerPool();
        }
    }
}
