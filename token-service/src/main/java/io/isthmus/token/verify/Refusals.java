package io.isthmus.token.verify;

import io.isthmus.token.secret.KeyedHash;
import io.isthmus.token.secret.RandomText;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Counts, logs and tells of refusals. The one who was refused gets a reference and no reason. */
@Singleton
public class Refusals {

    private static final Logger LOG = Logger.getLogger(Refusals.class);

    private final RandomText random;
    private final KeyedHash hash;
    private final RefusalEvents events;
    private final MeterRegistry meters;

    @Inject
    public Refusals(RandomText random, KeyedHash hash, RefusalEvents events, MeterRegistry meters) {
        this.random = random;
        this.hash = hash;
        this.events = events;
        this.meters = meters;
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
