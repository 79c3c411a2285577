package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Fit;
import io.isthmus.usersync.account.Side;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The three-way merge: what one side wants, what the other has, and what was sent there before.
 *
 * <p>A value is sent when the two differ, except when it has been sent already and the other side has since kept what
 * it made of it. So an echo and a normalised value are not sent again, a value that somebody changes at a side that
 * does not own it is put back, and X→Y→X arrives three times.
 */
final class FieldMerge {

    private final Policy policy;

    FieldMerge(Policy policy) {
        this.policy = policy;
    }

    /** @return what is to be written to the target, in a stable order; without {@link Field#STATUS} */
    Map<String, String> changes(Situation situation, Side target) {
        Account from = situation.account(target.other());
        Account to = situation.account(target);
        var changes = new LinkedHashMap<String, String>();
        if (from == null || to == null) {
            return changes;
        }
        if (target == Side.LMS && to.key().isEmpty() && !situation.refused().containsKey(refusal(target, Field.KEY))) {
            changes.put(Field.KEY, policy.sources().keyOf(situation.cmsUid()));
        }
        for (String field : fields(from, to)) {
            if (policy.of(field).isKeptUpAt(target)) {
                wanted(target, field, from)
                        .filter(want -> isToBeSent(situation, target, field, to.text(field), want))
                        .ifPresent(want -> changes.put(field, want));
            }
        }
        return changes;
    }

    /** @return why the target cannot hold a value of the owner's that differs from its own, by field */
    Map<String, String> misfits(Situation situation, Side target) {
        Account from = situation.account(target.other());
        Account to = situation.account(target);
        var misfits = new LinkedHashMap<String, String>();
        if (from == null || to == null) {
            return misfits;
        }
        for (String field : fields(from, to)) {
            if (policy.of(field).isKeptUpAt(target)
                    && !from.text(field).equals(to.text(field))
                    && policy.rules(target).fit(field, from) instanceof Fit.Refuse refuse) {
                misfits.put(field, refuse.reason());
            }
        }
        return misfits;
    }

    /** Fields that both sides have. */
    static List<String> fields(Account from, Account to) {
        var fields = new ArrayList<>(Field.PROFILE);
        from.fields().keySet().stream()
                .filter(field -> !Field.PROFILE.contains(field))
                .sorted()
                .forEach(fields::add);
        fields.removeIf(field -> from.field(field) == null || to.field(field) == null);
        return fields;
    }

    /** @return the owner's value as the target can hold it; empty if nothing is to be sent */
    Optional<String> wanted(Side target, String field, Account from) {
        return policy.rules(target).fit(field, from) instanceof Fit.Value value
                ? Optional.of(value.text())
                : Optional.empty();
    }

    private static boolean isToBeSent(Situation situation, Side target, String field, String current, String want) {
        if (current.equals(want) || situation.refused().containsKey(refusal(target, field))) {
            return false;
        }
        Trace trace = situation.shadow().trace(target, field);
        if (trace == null || trace.sent() == null) {
            return !want.isEmpty() || situation.trigger().unfinished();
        }
        return !(want.equals(trace.sent()) && current.equals(trace.read()));
    }

    /**
     * Suspension is stricter than other fields: whoever suspends an account at the side that does not own the status
     * has a reason, so it stays suspended until the owner's status changes.
     *
     * @return the status to write to the target; null if none is
     */
    @Nullable
    String status(Situation situation, Side target) {
        Account from = situation.account(target.other());
        Account to = situation.account(target);
        boolean theirs = policy.of(Field.STATUS).owner() == target;
        if (from == null || to == null || theirs || situation.refused().containsKey(refusal(target, Field.STATUS))) {
            return null;
        }
        String want = from.status();
        Trace trace = situation.shadow().trace(target, Field.STATUS);
        String sent = trace == null ? null : trace.sent();
        if (want.equals(to.status())) {
            return null;
        }
        if (want.equals(Field.ACTIVE)) {
            boolean ours = Field.SUSPENDED.equals(sent)
                    || isUncertain(trace)
                    || situation.trigger().unfinished();
            return ours ? want : null;
        }
        boolean ignoredBefore =
                want.equals(sent) && trace != null && to.status().equals(trace.read());
        return ignoredBefore ? null : want;
    }

    /** Something was sent, and nobody knows what came of it. */
    private static boolean isUncertain(@Nullable Trace trace) {
        return trace != null && trace.sent() != null && trace.read() == null;
    }

    /** What is remembered when nothing is left to do: how both sides are, and where they agree. */
    Shadow settled(Situation situation, Instant now) {
        Shadow shadow = situation.shadow();
        for (Side side : Side.values()) {
            Account account = situation.account(side);
            if (account == null) {
                continue;
            }
            var traces = new HashMap<String, Trace>();
            account.fields().forEach((field, read) -> traces.put(field, settled(situation, side, field, read, now)));
            traces.put(Field.STATUS, settled(situation, side, Field.STATUS, account.status(), now));
            shadow = shadow.with(side, traces);
        }
        return shadow;
    }

    private Trace settled(Situation situation, Side side, String field, String read, Instant now) {
        Trace old = situation.shadow().trace(side, field);
        String sent = sent(situation, side, field, read, old);
        if (old != null && read.equals(old.read())) {
            return new Trace(read, sent, old.writer(), old.at());
        }
        if (old != null && isLeftToOthers(side, field) && isSentBefore(sent, old) && !read.equals(sent)) {
            String writer = policy.sources().of(side);
            return new Trace(old.read(), sent, writer, writer.equals(old.writer()) ? old.at() : now);
        }
        Side writer = old == null ? policy.of(field).owner() : side;
        return new Trace(read, sent, policy.sources().of(writer), now);
    }

    private static boolean isSentBefore(@Nullable String sent, Trace old) {
        return sent != null && sent.equals(old.sent());
    }

    /** What somebody makes of a value while its owner cannot be asked is not what the side made of it. */
    private boolean isLeftToOthers(Side side, String field) {
        return !field.equals(Field.STATUS) && policy.of(field).isKeptUpAt(side);
    }

    /** A value that is there when it is wanted counts as sent; so does an empty one where there is another to begin with. */
    private @Nullable String sent(Situation situation, Side side, String field, String read, @Nullable Trace old) {
        String before = old == null ? null : old.sent();
        Account from = situation.account(side.other());
        if (!policy.of(field).isKeptUpAt(side)) {
            return before;
        }
        if (from == null) {
            return isTakenAway(situation, side, field) && read.equals(Field.SUSPENDED) ? read : before;
        }
        if (field.equals(Field.STATUS)) {
            boolean keep = !from.status().equals(read)
                    && (before != null || situation.refused().containsKey(refusal(side, field)));
            return keep ? before : from.status();
        }
        return wanted(side, field, from)
                .filter(want -> want.equals(read) || before == null && want.isEmpty())
                .orElse(before);
    }

    /** Whoever suspended it, maybe a worker that did not live to say so: it is as it is to be until the user is back. */
    private boolean isTakenAway(Situation situation, Side side, String field) {
        return side == Side.LMS
                && field.equals(Field.STATUS)
                && situation.trigger().cmsDeleted()
                && policy.deprovision() == Policy.Deprovision.SUSPEND;
    }

    private static Situation.Refusal refusal(Side side, String field) {
        return new Situation.Refusal(side, field);
    }
}
