package io.isthmus.course.cache;

import io.isthmus.course.event.OffsetStore;
import io.isthmus.course.event.StartingOffsets;
import io.isthmus.course.event.TopicListener.Extent;
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
            EventKeeper keeper,
            OffsetStore store,
            MeterRegistry metrics,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        var refused = metrics.counter("isthmus.events.refused", "topic", TOPIC);
        var events = new CourseEvents(cache, heard, keeper, new Stored(store), refused::increment);
        reader = new TopicReader(kafka, TOPIC, events);
    }

    void start(@Observes StartupEvent event) {
        reader.start();
    }

    void stop(@Observes ShutdownEvent event) {
        reader.close();
    }

    private record Stored(OffsetStore store) implements CourseEvents.Offsets {

        @Override
        public Map<Integer, Long> begin(Extent extent) {
            return StartingOffsets.of(extent, store.of(TOPIC, extent.topicId()));
        }

        @Override
        public void save(String topicId, int partition, long nextOffset) {
            store.save(TOPIC, topicId, partition, nextOffset);
        }
    }
}
