package io.isthmus.course.cache;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

@Dependent
final class CacheProducer {

    @Produces
    @Singleton
    Heard heard(CacheConfig config) {
        return new Heard(config.stale());
    }

    @Produces
    @Singleton
    SharedCache shared(CacheConfig config, Redis redis, Vertx vertx) {
        return config.shared().enabled()
                ? new RedisCache(redis, config.shared(), new VertxThreads(vertx))
                : SharedCache.NONE;
    }

    @Produces
    @Singleton
    AnswerCache cache(
            CacheConfig config, Clock clock, Vertx vertx, MeterRegistry metrics, SharedCache shared, Heard heard) {
        return new AnswerCache(
                config,
                clock,
                new VertxThreads(vertx),
                new Counted(metrics),
                new Replicas(shared, heard, config, clock));
    }

    /** Counts by itself, since that takes less time than to look for a registry's counter and to tell it. */
    private static final class Counted implements CacheObserver {

        private final MeterRegistry metrics;
        private final Map<Outcome, Map<String, LongAdder>> counts = new EnumMap<>(Outcome.class);

        private Counted(MeterRegistry metrics) {
            this.metrics = metrics;
            for (Outcome outcome : Outcome.values()) {
                counts.put(outcome, new ConcurrentHashMap<>());
            }
        }

        @Override
        public void asked(String kind, Outcome outcome) {
            Map<String, LongAdder> ofOutcome = requireNonNull(counts.get(outcome));
            LongAdder count = ofOutcome.get(kind);
            if (count == null) {
                count = ofOutcome.computeIfAbsent(kind, first -> told(kind, outcome));
            }
            count.increment();
        }

        private LongAdder told(String kind, Outcome outcome) {
            var count = new LongAdder();
            FunctionCounter.builder("isthmus.cache.requests", count, LongAdder::sum)
                    .tags("kind", kind, "outcome", outcome.word())
                    .register(metrics);
            return count;
        }
    }
}
