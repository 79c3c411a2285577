package io.isthmus.usersync.sync;

import io.isthmus.usersync.journal.WorkNews;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Starts the work with the service, and lets what has begun come to its end before the service stops. */
@Singleton
final class Workers implements WorkNews {

    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final int STOP_FIRST = 1000;
    private static final Duration STOP = Duration.ofSeconds(8);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final WorkLoop loop;
    private final Vertx vertx;
    private final Duration poll;
    private long timer;

    Workers(WorkLoop loop, Vertx vertx, SyncConfig config) {
        this.loop = loop;
        this.vertx = vertx;
        this.poll = config.poll();
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(poll.toMillis(), id -> loop.nudge());
    }

    @Override
    public void arrived() {
        loop.nudge();
    }

    void stop(@Observes @Priority(STOP_FIRST) ShutdownEvent event) {
        vertx.cancelTimer(timer);
        loop.stop();
        long end = System.nanoTime() + STOP.toNanos();
        while (loop.running() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK.toNanos());
        }
        if (loop.running() > 0) {
            LOG.warnf("stopping with persons in work: %d; their leases lapse", loop.running());
        }
    }
}
