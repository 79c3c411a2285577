package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Entry;
import io.isthmus.usersync.journal.Outcome;
import io.isthmus.usersync.journal.State;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a person's turn means for each of the entries that led to it. One reading answers them all: the last of each
 * source gets what came of it, those before it are superseded.
 */
final class Outcomes {

    private final Sources sources;

    Outcomes(Sources sources) {
        this.sources = sources;
    }

    List<Outcome> of(Result.Settled settled, List<Entry> entries) {
        var outcomes = new ArrayList<Outcome>();
        Set<String> answered = new HashSet<>();
        for (int i = entries.size() - 1; i >= 0; i--) {
            Entry entry = entries.get(i);
            boolean first = answered.add(entry.change().source());
            outcomes.add(first ? outcome(settled, entry) : superseded(entry));
        }
        return outcomes;
    }

    List<Outcome> nobody(Result.Nobody nobody, List<Entry> entries) {
        return entries.stream()
                .map(entry -> new Outcome(entry.id(), State.UNCHANGED, nobody.reason(), null, List.of()))
                .toList();
    }

    List<Outcome> disputed(Result.Disputed disputed, List<Entry> entries) {
        return entries.stream()
                .map(entry -> new Outcome(entry.id(), State.CONFLICT, disputed.reason(), null, List.of()))
                .toList();
    }

    private static Outcome superseded(Entry entry) {
        return new Outcome(entry.id(), State.SUPERSEDED, "newer-entry", null, List.of());
    }

    private Outcome outcome(Result.Settled settled, Entry entry) {
        List<SyncDecision> counts =
                settled.done().stream().filter(done -> concerns(done, entry)).toList();
        String decision = counts.isEmpty()
                ? null
                : counts.stream().map(SyncDecision::code).distinct().collect(Collectors.joining("+"));
        List<String> fields = counts.stream()
                .flatMap(done -> done.fields().stream())
                .distinct()
                .sorted()
                .toList();
        if (settled.last() instanceof SyncDecision.Conflict conflict) {
            return new Outcome(entry.id(), State.CONFLICT, conflict.reason(), decision, fields);
        }
        if (settled.last() instanceof SyncDecision.Held held) {
            return new Outcome(entry.id(), State.HELD, Situation.BRAKE, held.decision(), fields);
        }
        if (decision != null) {
            return new Outcome(entry.id(), State.APPLIED, null, decision, fields);
        }
        return new Outcome(entry.id(), State.UNCHANGED, reason(settled), null, List.of());
    }

    /** What was written to the other side of an entry's source, or put right at its own when that was all. */
    private boolean concerns(SyncDecision done, Entry entry) {
        Side written = done.side();
        @Nullable Side from = sources.sideOf(entry.change().source()).orElse(null);
        return written == null || from == null || written != from || from == Side.LMS;
    }

    private static String reason(Result.Settled settled) {
        return settled.last() instanceof SyncDecision.Nothing nothing
                ? Objects.requireNonNull(nothing.reason())
                : settled.last().code();
    }
}
