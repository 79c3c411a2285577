package io.isthmus.usersync.sync;

import io.isthmus.usersync.Batcher;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.person.Lease;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.trace.Traces;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Records what most turns are: an existing link, values that were read or written, and nothing that concerns anybody
 * else. Those that end while a transaction is under way are recorded together in the next one, each only if its lease
 * is still in force.
 */
final class PlainRecorder {

    private static final Logger LOG = Logger.getLogger(PlainRecorder.class);
    private static final int AT_ONCE = 100;
    private static final int TRANSACTIONS = 2;

    private final Pool pool;
    private final Persons persons;
    private final Journal journal;
    private final Shadows shadows;
    private final NameQueue names;
    private final Outbox outbox;
    private final FieldMerge merge;
    private final Sources sources;
    private final Clock clock;
    private final Outcomes outcomes;
    private final SyncEvents events;
    private final Batcher<Plain, End> batcher = new Batcher<>(AT_ONCE, TRANSACTIONS, Duration.ZERO, this::recordAll);

    PlainRecorder(
            Pool pool,
            Persons persons,
            Journal journal,
            Shadows shadows,
            NameQueue names,
            Outbox outbox,
            FieldMerge merge,
            Sources sources,
            Clock clock) {
        this.pool = pool;
        this.persons = persons;
        this.journal = journal;
        this.shadows = shadows;
        this.names = names;
        this.outbox = outbox;
        this.merge = merge;
        this.sources = sources;
        this.clock = clock;
        this.outcomes = new Outcomes(sources);
        this.events = new SyncEvents(sources);
    }

    /**
     * @param link as before, and in force
     * @param trace the turn's, as W3C writes it; null if it has none
     */
    private record Plain(
            Work work,
            Result.Settled settled,
            Link link,
            Shadow shadow,
            @Nullable String trace) {

        long person() {
            return work.lease().personId();
        }
    }

    /** What came of it. */
    enum End {
        RECORDED,
        /** And something has come in meanwhile. */
        RECORDED_AND_DUE,
        LEASE_LOST,
        /** Nothing was recorded: this one takes a transaction of its own. */
        ALONE
    }

    /** Never fails: what cannot be recorded together may be recorded alone. */
    Uni<End> record(Work work, Result result) {
        return result instanceof Result.Settled settled && isPlain(work, settled)
                ? Uni.createFrom()
                        .context(turn -> batcher.ask(plain(work, settled, Traces.traceparent(turn))))
                        .onFailure()
                        .recoverWithItem(End.ALONE)
                : Uni.createFrom().item(End.ALONE);
    }

    private boolean isPlain(Work work, Result.Settled settled) {
        Situation situation = settled.situation();
        Link link = situation.link();
        return link != null
                && link.isLinked()
                && Recorder.current(link, situation).equals(work.link())
                && work.lmsIds().contains(link.lmsUserId())
                && work.isGone(situation, sources.cms()) == work.cmsDeleted()
                && work.lease().creating() == null
                && !work.braked()
                && !work.conflicted()
                && !situation.trigger().login()
                && settled.certain()
                && settled.again() == null
                && settled.last() instanceof SyncDecision.Nothing;
    }

    private Plain plain(Work work, Result.Settled settled, @Nullable String trace) {
        Situation situation = settled.situation();
        Link link = Objects.requireNonNull(situation.link());
        Shadow shadow = merge.settled(situation, clock.instant()).asUncertainAs(situation.shadow());
        return new Plain(work, settled, link, shadow, trace);
    }

    private Uni<List<End>> recordAll(List<Plain> turns) {
        return pool.withTransaction(tx -> recordAll(tx, turns))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "turns are recorded one by one: turns=%d cause=%s", turns.size(), Sql.reason(failure)))
                .map(ends -> turns.stream()
                        .map(turn -> ends.getOrDefault(turn.work().lease(), End.ALONE))
                        .toList());
    }

    private Uni<Map<Lease, End>> recordAll(SqlConnection tx, List<Plain> turns) {
        var ends = new HashMap<Lease, End>();
        return names.waitedFor(tx, settled(turns))
                .map(waitedFor -> without(turns, turn -> waitedFor.contains(turn.person())))
                .chain(free -> persons.leases().inForce(tx, leases(free)).map(inForce -> {
                    leases(free).stream()
                            .filter(lease -> !inForce.contains(lease))
                            .forEach(lease -> ends.put(lease, End.LEASE_LOST));
                    return without(free, turn -> ends.containsKey(turn.work().lease()));
                }))
                .call(held -> held.isEmpty() ? Uni.createFrom().voidItem() : write(tx, held))
                .chain(held -> persons.leases().finishAll(tx, leases(held)).map(due -> {
                    leases(held).forEach(lease -> ends.put(lease, end(due, lease)));
                    return ends;
                }));
    }

    private static End end(Set<Long> due, Lease lease) {
        return due.contains(lease.personId()) ? End.RECORDED_AND_DUE : End.RECORDED;
    }

    private Uni<Void> write(SqlConnection tx, List<Plain> turns) {
        var kept = new LinkedHashMap<Link, Shadow>();
        turns.forEach(turn -> kept.put(turn.link(), turn.shadow()));
        return names.remember(tx, settled(turns))
                .chain(() -> shadows.save(tx, kept, clock.instant()))
                .chain(() -> outbox.add(
                        tx,
                        all(turns, turn -> events.of(turn.settled(), turn.work().last(), turn.trace()))))
                .chain(() -> journal.close(
                        tx,
                        all(
                                turns,
                                turn -> outcomes.of(turn.settled(), turn.work().entries()))));
    }

    private static Map<Long, Result.Settled> settled(List<Plain> turns) {
        var settled = new LinkedHashMap<Long, Result.Settled>();
        turns.stream()
                .sorted(Comparator.comparing(Plain::person)
                        .thenComparing(turn -> turn.work().lease().version()))
                .forEach(turn -> settled.put(turn.person(), turn.settled()));
        return settled;
    }

    private static List<Lease> leases(List<Plain> turns) {
        return turns.stream().map(turn -> turn.work().lease()).toList();
    }

    private static List<Plain> without(List<Plain> turns, Predicate<Plain> some) {
        return turns.stream().filter(some.negate()).toList();
    }

    private static <T> List<T> all(List<Plain> turns, Function<Plain, List<T>> part) {
        var all = new ArrayList<T>();
        turns.forEach(turn -> all.addAll(part.apply(turn)));
        return all;
    }
}
