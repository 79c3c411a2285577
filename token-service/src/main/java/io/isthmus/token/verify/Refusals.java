package io.isthmus.token.verify;

import io.isthmus.token.secret.KeyedHash;
import io.isthmus.token.secret.RandomText;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Counts, logs and tells of refusals. The one who was refused gets a reference and no reason. */
@Singleton
public class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private final RandomText random;
    private final KeyedHash hash;
    private final RefusalEvents events;
    private final MeterRegistry meters;
    private final FailureLimit failures;

    @Inject
    public Refusals(
            RandomText random,
            KeyedHash hash,
            RefusalEvents events,
            MeterRegistry meters,
            Clock clock,
            FailureConfig config) {
        this.random = random;
        this.hash = hash;
        this.events = events;
        this.meters = meters;
        this.failures = new FailureLimit(clock, config.limit(), config.window(), config.networks());
    }

    /**
     * Reports a refusal, unless its network sent too many bad tokens: those are counted and nothing more, so that a
     * flood neither fills logs nor drives events out of the outbox.
     *
     * @param remote where the token came from
     */
    public RefusalReport report(Refusal refusal, InetAddress remote) {
        Optional<Duration> retryAfter = refusal.reason().beforeMac() ? failures.count(remote) : Optional.empty();
        if (retryAfter.isPresent()) {
            meters.counter("isthmus.refusals.limited").increment();
            return new RefusalReport(random.reference(), retryAfter);
        }
        return new RefusalReport(report(refusal), retryAfter);
    }

    /** @return the reference to show */
    public String report(Refusal refusal) {
        String reference = random.reference();
        String format = refusal.format().map(known -> known.label()).orElse("unknown");
        meters.counter("isthmus.refusals", "reason", refusal.reason().code(), "format", format)
                .increment();
        LOG.infof(
                "refused reference=%s reason=%s client=%s format=%s person=%s",
                reference,
                refusal.reason().code(),
                refusal.clientId().orElse("-"),
                format,
                refusal.subject().map(subject -> hash.of(subject.key())).orElse("-"));
        events.refused(refusal, reference);
        return reference;
    }
}
