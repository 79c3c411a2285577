package io.isthmus.token.event;

import io.isthmus.token.Unavailable;
import io.isthmus.token.secret.KeyedHash;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.verify.LegacyEvents;
import io.isthmus.token.verify.Refusal;
import io.isthmus.token.verify.RefusalEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Tells of logins, refusals and sessions. Only a login that needs a new account waits for Kafka. */
@Singleton
public class LoginEvents implements RefusalEvents, LegacyEvents {

    private static final Logger LOG = Logger.getLogger(LoginEvents.class);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

    private final EventSender sender;
    private final CloudEvents events;
    private final Outbox outbox;
    private final KeyedHash hash;
    private final Duration timeout;
    private final Duration drain;

    @Inject
    public LoginEvents(
            LoginEventProducer sender,
            Clock clock,
            RandomText random,
            KeyedHash hash,
            EventConfig config,
            MeterRegistry meters) {
        this.sender = sender;
        this.events = new CloudEvents(clock, random, Traces::current);
        this.hash = hash;
        this.timeout = config.timeout();
        this.drain = config.drain();
        this.outbox = new Outbox(
                sender,
                config.capacity(),
                CompletableFuture.delayedExecutor(
                        config.retry().toMillis(), TimeUnit.MILLISECONDS, Infrastructure.getDefaultExecutor()));
        meters.gauge("isthmus.events.waiting", outbox, Outbox::waiting);
        meters.more().counter("isthmus.events.dropped", List.of(), outbox, Outbox::dropped);
    }

    /** Completes when Kafka has the event; fails with {@link Unavailable} otherwise. */
    public Uni<Void> accepted(AcceptedLogin login) {
        return sender.send(events.accepted(login))
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .transform(failure -> new Unavailable(Unavailable.Dependency.KAFKA, failure));
    }

    @Override
    public void refused(Refusal refusal, String reference) {
        outbox.add(events.refused(refusal, reference, refusal.subject().map(subject -> hash.of(subject.key()))));
    }

    @Override
    public void legacyUsed(String clientId, String format, Instant sunset) {
        outbox.add(events.legacyUsed(clientId, format, sunset));
    }

    public void sessionStarted(SessionFacts session, String clientId, String adapter) {
        outbox.add(events.started(session, clientId, adapter));
    }

    /** @param reason one of those of contracts/ */
    public void sessionEnded(SessionFacts session, String reason) {
        outbox.add(events.ended(session, reason));
    }

    int waiting() {
        return outbox.waiting();
    }

    long dropped() {
        return outbox.dropped();
    }

    void drain(@Observes ShutdownEvent shutdown) {
        long end = System.nanoTime() + drain.toNanos();
        while (outbox.waiting() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE);
        }
        if (outbox.waiting() > 0) {
            LOG.warnf("%d events could not be sent before the end", outbox.waiting());
        }
    }
}
