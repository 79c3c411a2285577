package io.isthmus.usersync.outbox;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.trace.Traces;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes events in the transaction that decides them; the relay sends them afterwards, in this order. */
public final class Outbox {

    private static final String SOURCE = "/isthmus/user-sync-service";

    private final Clock clock;
    private final Supplier<UUID> ids;

    public Outbox(Clock clock, Supplier<UUID> ids) {
        this.clock = clock;
        this.ids = ids;
    }

    /** One that names no trace goes on with the one that the work is part of. */
    public Uni<Void> add(SqlConnection tx, List<OutgoingEvent> events) {
        return events.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.createFrom().context(work -> add(tx, events, Traces.traceparent(work)));
    }

    private Uni<Void> add(SqlConnection tx, List<OutgoingEvent> events, @Nullable String traceparent) {
        Instant now = clock.instant();
        UUID[] names = events.stream().map(event -> ids.get()).toArray(UUID[]::new);
        var payloads = new String[events.size()];
        for (int i = 0; i < payloads.length; i++) {
            OutgoingEvent event = events.get(i);
            String trace = event.traceparent() == null ? traceparent : event.traceparent();
            payloads[i] = envelope(names[i], now, event, trace).toString();
        }
        return Sql.run(
                        tx,
                        """
                        insert into outbox (id, aggregatetype, aggregateid, type, payload, created_at)
                        select id, topic, key, type, payload, $6::timestamptz
                        from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])
                          with ordinality as event (id, topic, key, type, payload, position)
                        order by position""",
                        names,
                        events.stream().map(OutgoingEvent::topic).toArray(String[]::new),
                        events.stream().map(OutgoingEvent::key).toArray(String[]::new),
                        events.stream().map(OutgoingEvent::type).toArray(String[]::new),
                        payloads,
                        now)
                .replaceWithVoid();
    }

    /** Has a compacted topic forget a key. */
    public Uni<Void> bury(SqlConnection tx, String topic, String key) {
        return Sql.run(tx, """
                        insert into outbox (id, aggregatetype, aggregateid, type, payload, created_at)
                        values ($1, $2, $3, 'tombstone', null, $4)""", ids.get(), topic, key, clock.instant()).replaceWithVoid();
    }

    /** CloudEvents 1.0, structured mode. */
    private static ObjectNode envelope(UUID id, Instant time, OutgoingEvent event, @Nullable String traceparent) {
        ObjectNode envelope = JsonNodeFactory.instance
                .objectNode()
                .put("specversion", "1.0")
                .put("id", id.toString())
                .put("source", SOURCE)
                .put("type", event.type())
                .put("subject", event.subject())
                .put("time", time.toString())
                .put("datacontenttype", "application/json");
        if (event.origin() != null) {
            envelope.put("origin", event.origin());
        }
        if (event.causationId() != null) {
            envelope.put("causationid", event.causationId());
        }
        if (traceparent != null) {
            envelope.put("traceparent", traceparent);
        }
        return envelope.set("data", event.data());
    }
}
