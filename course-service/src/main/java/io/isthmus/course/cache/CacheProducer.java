package io.isthmus.course.cache;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

@Dependent
final class CacheProducer {

    @Produces
    @Singleton
    Heard heard(CacheConfig config) {
        return new Heard(config.stale());
    }

    @Produces
    @Singleton
    SharedCache shared(CacheConfig config, Redis redis) {
        return config.shared().enabled() ? new RedisCache(redis, config.shared()) : SharedCache.NONE;
    }

    @Produces
    @Singleton
    AnswerCache cache(
            CacheConfig config, Clock clock, Vertx vertx, MeterRegistry metrics, SharedCache shared, Heard heard) {
        var threads = new VertxThreads(vertx);
        return new AnswerCache(
                config,
                clock,
                threads,
                (kind, outcome) -> metrics.counter("isthmus.cache.requests", "kind", kind, "outcome", outcome.word())
                        .increment(),
                new Replicas(shared, heard, config, clock, threads));
    }
}
