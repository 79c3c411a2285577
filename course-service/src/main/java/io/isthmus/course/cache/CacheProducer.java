package io.isthmus.course.cache;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

@Dependent
final class CacheProducer {

    @Produces
    @Singleton
    AnswerCache cache(CacheConfig config, Clock clock, Vertx vertx, MeterRegistry metrics) {
        return new AnswerCache(
                config,
                clock,
                new VertxThreads(vertx),
                (kind, outcome) -> metrics.counter("isthmus.cache.requests", "kind", kind, "outcome", outcome.word())
                        .increment());
    }
}
