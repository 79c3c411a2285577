package io.isthmus.testbed.portal.event;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Sends the outbox from a thread of its own, for as long as it takes. */
public final class Relay implements AutoCloseable {

    private static final Logger LOG = System.getLogger(Relay.class.getName());
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final Outbox outbox;
    private final UserEvents events;
    private final Thread thread;

    private Relay(Outbox outbox, UserEvents events) {
        this.outbox = outbox;
        this.events = events;
        this.thread = new Thread(this::run, "portal-user-events");
        thread.setDaemon(true);
    }

    public static Relay start(Outbox outbox, UserEvents events) {
        var relay = new Relay(outbox, events);
        relay.thread.start();
        return relay;
    }

    private void run() {
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                List<UserEvent> batch = outbox.take();
                Set<String> sent = events.send(batch);
                outbox.sent(sent);
                if (sent.size() == batch.size()) {
                    pause = FIRST_PAUSE;
                    continue;
                }
                if (pause.equals(FIRST_PAUSE)) {
                    LOG.log(Level.WARNING, "user events wait: {0} not sent", batch.size() - sent.size());
                }
                Thread.sleep(pause.toMillis());
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops; what is not sent stays in the outbox. */
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        events.close();
    }
}
