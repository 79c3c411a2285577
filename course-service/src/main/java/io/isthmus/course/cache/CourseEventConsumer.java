package io.isthmus.course.cache;

import io.isthmus.course.event.TopicReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;

/** Listens to {@code isthmus.lms.courses} for as long as the service runs. */
@Singleton
class CourseEventConsumer {

    private static final String TOPIC = "isthmus.lms.courses";

    private final TopicReader reader;

    CourseEventConsumer(
            AnswerCache cache,
            Heard heard,
            MeterRegistry metrics,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        var refused = metrics.counter("isthmus.events.refused", "topic", TOPIC);
        reader = new TopicReader(kafka, TOPIC, new CourseEvents(cache, heard, refused::increment));
    }

    void start(@Observes StartupEvent event) {
        reader.start();
    }

    void stop(@Observes ShutdownEvent event) {
        reader.close();
    }
}
