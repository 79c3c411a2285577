package io.isthmus.token.verify;

import io.isthmus.token.client.Client;
import io.isthmus.token.client.Clients;
import io.isthmus.token.client.FormatRule;
import io.isthmus.token.wire.WireFormat;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ApplicationNotRunning;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Watches the formats that end at a date: counts who still uses them, tells it once an hour, and how many days are
 * left, for an alert before the day and not on it.
 */
@Singleton
public class LegacyFormats {

    private static final Logger LOG = Logger.getLogger(LegacyFormats.class);
    private static final Duration SILENCE = Duration.ofHours(1);
    private static final double SECONDS_OF_A_DAY = 86_400;

    private final Clients clients;
    private final LegacyEvents events;
    private final Clock clock;
    private final MeterRegistry meters;
    private final MultiGauge daysLeft;
    private final Map<String, Instant> told = new HashMap<>();

    @Inject
    public LegacyFormats(Clients clients, LegacyEvents events, Clock clock, MeterRegistry meters) {
        this.clients = clients;
        this.events = events;
        this.clock = clock;
        this.meters = meters;
        this.daysLeft = MultiGauge.builder("isthmus.legacy.sunset.days")
                .description("Days until a client's legacy format is taken no more; negative after it")
                .register(meters);
    }

    void used(VerifiedToken token) {
        String client = token.client().id();
        String format = token.format().label();
        FormatRule rule = token.client().formats().get(token.format());
        meters.counter("isthmus.legacy", "format", format, "client", client).increment();
        if (rule == null || rule.sunset().isEmpty() || !mayTell(client + "\n" + format)) {
            return;
        }
        Instant sunset = rule.sunset().get();
        LOG.warnf("legacy format used client=%s format=%s sunset=%s", client, format, sunset);
        events.legacyUsed(client, format, sunset);
    }

    /** As many entries at most as the registry has legacy formats. */
    private synchronized boolean mayTell(String what) {
        Instant now = clock.instant();
        Instant last = told.get(what);
        if (last != null && now.isBefore(last.plus(SILENCE))) {
            return false;
        }
        told.put(what, now);
        return true;
    }

    @Scheduled(every = "30s", skipExecutionIf = ApplicationNotRunning.class)
    void measure() {
        Instant now = clock.instant();
        List<Row<?>> rows = new ArrayList<>();
        for (Client client : clients.current().clients()) {
            client.formats()
                    .forEach((format, rule) -> rule.sunset()
                            .ifPresent(sunset -> rows.add(row(client, format, Duration.between(now, sunset)))));
        }
        daysLeft.register(rows, true);
    }

    private static Row<?> row(Client client, WireFormat format, Duration left) {
        return Row.of(Tags.of("client", client.id(), "format", format.label()), left.toSeconds() / SECONDS_OF_A_DAY);
    }
}
