package io.isthmus.course.cache;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;

/** Caches for tests of what uses one: fresh for a minute, stale for an hour, no thread of their own. */
public final class Caches {

    private Caches() {}

    public static AnswerCache withClock(Clock clock) {
        return withClock(clock, Duration.ofSeconds(20), (kind, outcome) -> {});
    }

    static AnswerCache withClock(Clock clock, Duration deadline, CacheObserver observer) {
        return new AnswerCache(new Settings(deadline), clock, new SameThread(), observer);
    }

    private record Settings(Duration deadline) implements CacheConfig {

        @Override
        public Duration fresh() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Duration stale() {
            return Duration.ofHours(1);
        }

        @Override
        public int maxEntries() {
            return 100;
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
    }
}
