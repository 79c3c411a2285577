package io.isthmus.usersync.journal;

import io.isthmus.usersync.Sql;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Counts what is not finished, and how long the oldest of it has waited. */
@ApplicationScoped
class JournalMetrics {

    private static final List<State> SHOWN =
            List.of(State.RECEIVED, State.WAITING, State.CONFLICT, State.HELD, State.DEAD);

    private final Pool pool;
    private final Clock clock;
    private final Map<String, Long> counts = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Instant> oldest = new AtomicReference<>();
    private final MeterRegistry meters;
    private final List<Gauge> gauges = new ArrayList<>();

    JournalMetrics(Pool pool, Clock clock, MeterRegistry meters) {
        this.pool = pool;
        this.clock = clock;
        this.meters = meters;
        for (State state : SHOWN) {
            gauges.add(Gauge.builder("isthmus.journal.entries", () -> counts.getOrDefault(state.code(), 0L))
                    .description("Entries of the journal that are not finished")
                    .tag("state", state.code())
                    .register(meters));
        }
        gauges.add(Gauge.builder("isthmus.journal.oldest.waiting.age", this::oldestAge)
                .description("How long the oldest entry has waited for a worker")
                .baseUnit("seconds")
                .register(meters));
    }

    /** The registry outlives the service where one process starts it again: it would go on showing these. */
    @PreDestroy
    void end() {
        gauges.forEach(meters::remove);
    }

    private double oldestAge() {
        Instant since = oldest.get();
        return since == null ? 0 : Duration.between(since, clock.instant()).toMillis() / 1000.0;
    }

    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> count() {
        return Sql.list(pool, row -> row, """
                        select state, count(*) as entries, min(received_at) as oldest from journal
                        where state in ('received', 'waiting') or state in ('conflict', 'held', 'dead') group by state""")
                .invoke(rows -> {
                    var fresh = new ConcurrentHashMap<String, Long>();
                    rows.forEach(row -> fresh.put(row.getString("state"), row.getLong("entries")));
                    counts.keySet().retainAll(fresh.keySet());
                    counts.putAll(fresh);
                    oldest.set(rows.stream()
                            .filter(row -> Arrays.asList(State.RECEIVED.code(), State.WAITING.code())
                                    .contains(row.getString("state")))
                            .map(row -> row.getOffsetDateTime("oldest").toInstant())
                            .min(Instant::compareTo)
                            .orElse(null));
                })
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
