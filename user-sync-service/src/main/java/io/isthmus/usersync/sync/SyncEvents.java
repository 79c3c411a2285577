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
    private static final String CONFLICT = "io.isthmus.sync.conflict.v1";

    private final Sources sources;

    SyncEvents(Sources sources) {
        this.sources = sources;
    }

    /** @param traceparent of the turn; null for that of the work in which they are added */
    List<OutgoingEvent> of(Result.Settled settled, Entry entry, @Nullable String traceparent) {
        var events = new ArrayList<OutgoingEvent>();
        for (SyncDecision done : settled.done()) {
            ObjectNode data = data(settled, entry).put("decision", done.code());
            ArrayNode fields = data.putArray("fields");
            done.fields().forEach(fields::add);
            Side side = done.side();
            if (side != null) {
                data.put("side", side.code());
            }
            events.add(event("io.isthmus.sync.applied.v1", settled, entry, traceparent, data));
        }
        if (settled.last() instanceof SyncDecision.Conflict conflict) {
            ObjectNode data = data(settled, entry).put("reason", conflict.reason());
            events.add(event(CONFLICT, settled, entry, traceparent, data));
        }
        if (settled.last() instanceof SyncDecision.Held held) {
            ObjectNode data = data(settled, entry)
                    .put("decision", held.decision())
                    .put("side", held.side().code());
            events.add(event("io.isthmus.sync.held.v1", settled, entry, traceparent, data));
        }
        return events;
    }

    /** It is told by the account, since nobody at the CMS has it. */
    OutgoingEvent of(Result.Disputed disputed, Entry entry) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("cmsSource", sources.cms())
                .put("lmsSource", sources.lms())
                .put("lmsUserId", disputed.account())
                .put("journalId", entry.id())
                .put("reason", disputed.reason());
        return event(CONFLICT, sources.lms() + ":" + disputed.account(), entry, null, data);
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
        return event(type, sources.cms() + ":" + settled.situation().cmsUid(), entry, traceparent, data);
    }

    private static OutgoingEvent event(
            String type, String key, Entry entry, @Nullable String traceparent, ObjectNode data) {
        return new OutgoingEvent(
                TOPIC, key, type, key, entry.change().origin(), entry.change().id(), traceparent, data);
    }
}
