package io.isthmus.course.moodle;

import io.isthmus.course.source.Lms;
import io.isthmus.moodle.MoodleClient;
import io.isthmus.moodle.MoodleSettings;
import io.vertx.mutiny.core.Vertx;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

@Dependent
final class LmsProducer {

    @Produces
    @Singleton
    Lms lms(LmsConfig config) {
        return new Lms(config.source());
    }

    @Produces
    @Singleton
    MoodleClient client(Vertx vertx, LmsConfig config) {
        return new MoodleClient(
                vertx, new MoodleSettings(config.url(), config.token(), config.timeout(), config.maxResponseBytes()));
    }

    void close(@Disposes MoodleClient client) {
        client.close();
    }

    @Produces
    @Singleton
    LmsPages pages(LmsConfig config) {
        return new LmsPages(config.publicUrl().orElse(config.url()));
    }
}
