package io.isthmus.usersync.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Entry;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.outbox.OutgoingEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the world is told of a person's turn: names of fields, never their values. */
final class SyncEvents {

    private static final String TOPIC = "isthmus.sync.outcomes";

    private final Sources sources;

    SyncEvents(Sources sources) {
        this.sources = sources;
    }

    /** @param traceparent of the turn; null for that of the work in which they are added */
    List<OutgoingEvent> of(Result.Settled settled, Entry entry, @Nullable String traceparent) {
        var events = new ArrayList<OutgoingEvent>();
        for (SyncDecision done : settled.done()) {
            Side side = done.side();
            if (side != null) {
                ObjectNode data = data(settled, entry).put("decision", done.code());
                ArrayNode fields = data.putArray("fields");
                done.fields().forEach(fields::add);
                data.put("side", side.code());
                events.add(event("io.isthmus.sync.applied.v1", settled, entry, traceparent, data));
            }
        }
        if (settled.last() instanceof SyncDecision.Conflict conflict) {
            ObjectNode data = data(settled, entry).put("reason", conflict.reason());
            events.add(event("io.isthmus.sync.conflict.v1", settled, entry, traceparent, data));
        }
        if (settled.last() instanceof SyncDecision.Held held) {
            ObjectNode data = data(settled, entry)
                    .put("decision", held.decision())
                    .put("side", held.side().code());
            events.add(event("io.isthmus.sync.held.v1", settled, entry, traceparent, data));
        }
        return events;
    }

    private ObjectNode data(Result.Settled settled, Entry entry) {
        Situation situation = settled.situation();
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("cmsSource", sources.cms())
                .put("cmsUid", situation.cmsUid())
                .put("lmsSource", sources.lms());
        Link link = situation.link();
        if (link != null) {
            data.put("lmsUserId", Objects.requireNonNull(link.lmsUserId()));
        }
        return data.put("journalId", entry.id());
    }

    private OutgoingEvent event(
            String type, Result.Settled settled, Entry entry, @Nullable String traceparent, ObjectNode data) {
        String key = sources.cms() + ":" + settled.situation().cmsUid();
        return new OutgoingEvent(
                TOPIC, key, type, key, entry.change().origin(), entry.change().id(), traceparent, data);
    }
}
