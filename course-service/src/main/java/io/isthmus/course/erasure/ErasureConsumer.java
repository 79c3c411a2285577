package io.isthmus.course.erasure;

import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.certificate.Certificates;
import io.isthmus.course.dashboard.Dashboards;
import io.isthmus.course.enrolment.Enrolments;
import io.isthmus.course.event.OffsetStore;
import io.isthmus.course.event.TopicReader;
import io.isthmus.course.http.Answers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Listens to {@code isthmus.identity.erasures} for as long as the service runs. */
@Singleton
class ErasureConsumer {

    private final TopicReader reader;

    /**
     * @param enrolments and certificates are here so that the cache knows what they keep before the first person asks
     */
    ErasureConsumer(
            ErasureStore store,
            OffsetStore offsets,
            AnswerCache cache,
            Enrolments enrolments,
            Certificates certificates,
            Answers answers,
            Dashboards dashboards,
            Clock clock,
            MeterRegistry metrics,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        var refused = metrics.counter("isthmus.events.refused", "topic", Erasures.TOPIC);
        Runnable forgotten = () -> {
            dashboards.forget();
            answers.forget();
        };
        var erasures = new Erasures(store, offsets, cache, clock, forgotten, refused::increment);
        reader = new TopicReader(kafka, Erasures.TOPIC, erasures);
    }

    void start(@Observes StartupEvent event) {
        reader.start();
    }

    void stop(@Observes ShutdownEvent event) {
        reader.close();
    }
}
