package io.isthmus.course.link;

import io.isthmus.course.cache.AnswerCache;
import io.isthmus.course.event.TopicReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;

/** Listens to {@code isthmus.identity.links} for as long as the service runs. */
@Singleton
class LinkConsumer {

    private static final String TOPIC = "isthmus.identity.links";

    private final LinkFeed feed;
    private final TopicReader reader;

    LinkConsumer(
            LinkStore store,
            AnswerCache cache,
            Clock clock,
            LinkConfig config,
            MeterRegistry metrics,
            @Identifier("default-kafka-broker") Map<String, Object> kafka) {
        var refused = metrics.counter("isthmus.events.refused", "topic", TOPIC);
        feed = new LinkFeed(store, cache, clock, config, refused::increment);
        reader = new TopicReader(kafka, TOPIC, feed);
        metrics.gauge("isthmus.links.caught.up", feed, state -> state.isCaughtUp() ? 1 : 0);
    }

    boolean isCaughtUp() {
        return feed.isCaughtUp();
    }

    void start(@Observes StartupEvent event) {
        reader.start();
    }

    void stop(@Observes ShutdownEvent event) {
        reader.close();
    }
}
