package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Side;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was last read from and sent to both sides of a link, by field. */
record Shadow(Map<Side, Map<String, Trace>> sides) {

    static final Shadow NONE = new Shadow(Map.of());

    Shadow {
        var copies = new EnumMap<Side, Map<String, Trace>>(Side.class);
        sides.forEach((side, fields) -> copies.put(side, Map.copyOf(fields)));
        sides = copies;
    }

    /** @return null if nothing is remembered of the field */
    @Nullable
    Trace trace(Side side, String field) {
        return fields(side).get(field);
    }

    /** @return when the field last changed there; {@link Instant#EPOCH} if nothing is remembered of it */
    Instant changed(Side side, String field) {
        Trace trace = trace(side, field);
        return trace == null ? Instant.EPOCH : trace.at();
    }

    Map<String, Trace> fields(Side side) {
        return sides.getOrDefault(side, Map.of());
    }

    /** @return whether the side is just as it was last read; false if it never was */
    boolean isAsRead(Side side, Account account) {
        return !fields(side).isEmpty()
                && fields(side).entrySet().stream()
                        .filter(trace -> account.field(trace.getKey()) != null)
                        .allMatch(trace -> account.text(trace.getKey())
                                .equals(trace.getValue().read()));
    }

    /** After a write of which nobody knows whether it had an effect: these were sent, and nothing is known of what is there. */
    Shadow uncertain(Side side, Map<String, String> sent, String writer, Instant at) {
        var traces = new HashMap<String, Trace>();
        sent.forEach((field, value) -> traces.put(field, new Trace(null, value, writer, at)));
        return with(side, traces);
    }

    /**
     * A status of which nobody knows whether it arrived, and that was not sent again since, stays so: what is there is not
     * what the side made of it, and it is still to be done once the brake or a person lets it through.
     *
     * @param before what was believed when the turn ended
     */
    Shadow asUncertainAs(Shadow before) {
        Shadow shadow = this;
        for (Side side : Side.values()) {
            Trace then = before.trace(side, Field.STATUS);
            Trace now = trace(side, Field.STATUS);
            if (then != null && now != null && then.isUncertain() && now.isLeft(then)) {
                shadow = shadow.with(side, Map.of(Field.STATUS, then));
            }
        }
        return shadow;
    }

    /** A suspension that a person has decided against counts as sent, and as not kept. */
    Shadow spared(Side side, String writer, Instant at) {
        return with(side, Map.of(Field.STATUS, new Trace(Field.ACTIVE, Field.SUSPENDED, writer, at)));
    }

    Shadow with(Side side, Map<String, Trace> traces) {
        var changed = new HashMap<>(fields(side));
        changed.putAll(traces);
        var all = new HashMap<>(sides);
        all.put(side, changed);
        return new Shadow(all);
    }
}
