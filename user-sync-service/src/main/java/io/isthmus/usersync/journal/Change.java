package io.isthmus.usersync.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.person.PersonKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A CloudEvent that means work for somebody.
 *
 * @param source CloudEvents source; with {@code id} it names the event for ever
 * @param key whom it is about, as the source names them
 * @param origin source name of the side where the change began; null if not said
 * @param traceparent W3C Trace Context; null if there was none
 * @param data the event's data; what it holds beyond its type's schema is ignored
 */
public record Change(
        String source,
        String id,
        Kind kind,
        PersonKey key,
        Instant time,
        @Nullable String origin,
        @Nullable String traceparent,
        JsonNode data) {

    /** One that is nobody's trace. */
    public Change(
            String source, String id, Kind kind, PersonKey key, Instant time, @Nullable String origin, JsonNode data) {
        this(source, id, kind, key, time, origin, null, data);
    }

    /** What happened. */
    public enum Kind {
        UPSERTED("io.isthmus.user.upserted.v1"),
        DELETED("io.isthmus.user.deleted.v1"),
        LOGIN("io.isthmus.login.accepted.v1"),
        /** Ours: an import wants the person on both sides. */
        IMPORT("io.isthmus.sync.import.v1"),
        /** Ours: something about the person is to be looked at again. */
        RECHECK("io.isthmus.sync.recheck.v1");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        /** @return the CloudEvents type */
        public String type() {
            return type;
        }

        /** @return whether only this service itself makes such an event */
        boolean isInternal() {
            return this == IMPORT || this == RECHECK;
        }
    }

    /** @return of a recheck, what may have been written to a side without being recorded, by field */
    public Map<String, String> sent(Side side) {
        var sent = new HashMap<String, String>();
        if (kind == Kind.RECHECK) {
            data.path("sent")
                    .path(side.code())
                    .fields()
                    .forEachRemaining(
                            entry -> sent.put(entry.getKey(), entry.getValue().asText()));
        }
        return sent;
    }

    /** @return of a recheck, the side whose account is not to be suspended as things are; empty if none */
    public Optional<Side> spared() {
        return kind == Kind.RECHECK && data.path("spared").isTextual()
                ? Optional.of(Side.of(data.path("spared").asText()))
                : Optional.empty();
    }

    /** @return whether an account may be made: for this login, or because an operator has said so */
    public boolean jit() {
        return kind == Kind.IMPORT || kind == Kind.LOGIN && data.path("jit").asBoolean(false);
    }
}
