package io.isthmus.usersync.sync;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.brake.Brake;
import io.isthmus.usersync.brake.Held;
import io.isthmus.usersync.conflict.Conflicts;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Entry;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.link.Links;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.person.LeaseLost;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.person.Persons;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes down what came of a person's turn: entries, link, shadow and events, in one transaction, under the lease. */
final class Recorder {

    private final Pool pool;
    private final Persons persons;
    private final Journal journal;
    private final Links links;
    private final Shadows shadows;
    private final Outbox outbox;
    private final Brake brake;
    private final Disputes disputes;
    private final Sources sources;
    private final Clock clock;
    private final FieldMerge merge;
    private final Outcomes outcomes;
    private final SyncEvents events;
    private final NameQueue names;
    private final PlainRecorder plainly;

    Recorder(
            Pool pool,
            Persons persons,
            Journal journal,
            Links links,
            Outbox outbox,
            Brake brake,
            Conflicts conflicts,
            Policy policy,
            Clock clock) {
        this.brake = brake;
        this.pool = pool;
        this.persons = persons;
        this.journal = journal;
        this.links = links;
        this.shadows = new Shadows(pool);
        this.outbox = outbox;
        this.sources = policy.sources();
        this.disputes = new Disputes(conflicts, sources);
        this.clock = clock;
        this.merge = new FieldMerge(policy);
        this.outcomes = new Outcomes(sources);
        this.events = new SyncEvents(sources);
        this.names = new NameQueue(sources, merge);
        this.plainly = new PlainRecorder(pool, persons, journal, shadows, names, outbox, merge, sources, clock);
    }

    Shadows shadows() {
        return shadows;
    }

    NameQueue names() {
        return names;
    }

    /** @return whether there is more to do, for this person or for another */
    Uni<Boolean> record(Work work, Result result) {
        return plainly.record(work, result).chain(end -> switch (end) {
            case RECORDED -> Uni.createFrom().item(false);
            case RECORDED_AND_DUE -> Uni.createFrom().item(true);
            case LEASE_LOST -> Uni.createFrom().failure(new LeaseLost());
            case ALONE -> alone(work, result);
        });
    }

    private Uni<Boolean> alone(Work work, Result result) {
        return Sql.transaction(pool, tx -> {
            if (result instanceof Result.Settled settled) {
                return settle(tx, work, settled);
            }
            if (result instanceof Result.Rerouted rerouted) {
                return reroute(tx, work, new PersonKey(sources.cms(), rerouted.cmsUid()));
            }
            if (result instanceof Result.Nobody nobody) {
                return persons.leases()
                        .guard(tx, work.lease())
                        .chain(() -> journal.close(tx, outcomes.nobody(nobody, work.entries())))
                        .chain(() -> disputes.record(tx, work, nobody))
                        .chain(() -> persons.leases().finish(tx, work.lease(), true));
            }
            if (result instanceof Result.Disputed disputed) {
                return dispute(tx, work, disputed);
            }
            return persons.leases().guard(tx, work.lease()).chain(() -> leave(tx, work, (Result.Later) result));
        });
    }

    private Uni<Boolean> dispute(SqlConnection tx, Work work, Result.Disputed disputed) {
        return persons.leases()
                .guard(tx, work.lease())
                .chain(() -> disputes.record(tx, work, disputed))
                .chain(() -> outbox.add(tx, List.of(events.of(disputed, work.last()))))
                .chain(() -> journal.close(tx, outcomes.disputed(disputed, work.entries())))
                .chain(() -> persons.leases().finish(tx, work.lease(), true));
    }

    /** Gives a person back for whom there is nothing to do. */
    Uni<Boolean> finish(Work work) {
        return pool.withTransaction(tx -> persons.leases()
                .guard(tx, work.lease())
                .chain(() -> persons.leases().finish(tx, work.lease(), false)));
    }

    private Uni<Boolean> settle(SqlConnection tx, Work work, Result.Settled settled) {
        Entry cause = work.last();
        return identifiers(tx, work, settled.situation())
                .call(() -> settled.certain()
                        ? giveWay(tx, work, settled)
                        : persons.leases().guard(tx, work.lease()))
                .call(() -> link(tx, work, settled, cause.change()))
                .call(() -> outbox.add(tx, events.of(settled, cause, null)))
                .call(() -> held(tx, work, settled, cause))
                .chain(inherited -> disputes.record(tx, work, settled, inherited))
                .chain(() -> settled.again() == null
                        ? journal.close(tx, outcomes.of(settled, work.entries()))
                                .chain(() -> persons.leases().finish(tx, work.lease(), isCompared(settled.situation())))
                        : leave(tx, work, settled.again()));
    }

    /** As long as the CMS does not show the user, nobody can tell what the account that was made for them lacks. */
    private static boolean isCompared(Situation situation) {
        return situation.isLinked() && situation.account(Side.CMS) != null;
    }

    /** Whoever waits for a name that this person has given up is looked at once more. */
    private Uni<Void> giveWay(SqlConnection tx, Work work, Result.Settled settled) {
        long person = work.lease().personId();
        return names.waiting(tx, person, settled.situation())
                .chain(waiting -> waiting.isEmpty() ? Uni.createFrom().voidItem() : lookAgain(tx, waiting, person))
                .chain(() -> persons.leases().guard(tx, work.lease()))
                .chain(() -> names.remember(tx, Map.of(person, settled)));
    }

    private Uni<Void> held(SqlConnection tx, Work work, Result.Settled settled, Entry cause) {
        long person = work.lease().personId();
        if (settled.last() instanceof SyncDecision.Held held) {
            return brake.hold(
                    tx,
                    new Held(
                            sources.of(held.side()),
                            person,
                            cause.id(),
                            sources.cms(),
                            settled.situation().cmsUid(),
                            held.decision()));
        }
        return work.braked() && settled.again() == null
                ? brake.clear(tx, person)
                : Uni.createFrom().voidItem();
    }

    /** @return whether conflicts came with the account */
    private Uni<Boolean> identifiers(SqlConnection tx, Work work, Situation situation) {
        boolean gone = work.isGone(situation, sources.cms());
        var cmsKey = new PersonKey(sources.cms(), situation.cmsUid());
        Uni<Void> burial = gone == work.cmsDeleted() ? Uni.createFrom().voidItem() : persons.bury(tx, cmsKey, gone);
        return burial.chain(() -> lmsIdentifier(tx, work, situation));
    }

    private Uni<Boolean> lmsIdentifier(SqlConnection tx, Work work, Situation situation) {
        Link link = situation.link();
        if (link == null || link.isLinked() == work.lmsIds().contains(link.lmsUserId())) {
            return Uni.createFrom().item(false);
        }
        var key = new PersonKey(sources.lms(), link.lmsUserId());
        return link.isLinked()
                ? persons.join(tx, work.lease(), key)
                : persons.forget(tx, key).replaceWith(false);
    }

    private Uni<Boolean> reroute(SqlConnection tx, Work work, PersonKey key) {
        return persons.resolve(tx, List.of(key))
                .map(ids -> Objects.requireNonNull(ids.get(key)))
                .call(() -> persons.leases().guard(tx, work.lease()))
                .call(owner -> journal.reroute(tx, work.entryIds(), owner))
                .call(owner -> persons.wake(tx, List.of(owner)))
                .chain(() -> disputes.reroute(tx, work))
                .chain(() -> persons.leases().finish(tx, work.lease(), true))
                .replaceWith(true);
    }

    private Uni<Boolean> leave(SqlConnection tx, Work work, Result.Later later) {
        Instant next = clock.instant().plus(later.delay());
        return journal.postpone(tx, work.entryIds(), later.reason())
                .chain(() -> persons.leases().postpone(tx, work.lease(), next, later.attempts()))
                .replaceWith(false);
    }

    private Uni<Void> link(SqlConnection tx, Work work, Result.Settled settled, Change cause) {
        Situation situation = settled.situation();
        Link link = situation.link();
        if (link == null) {
            return Uni.createFrom().voidItem();
        }
        Link now = link.isLinked() ? current(link, situation) : link;
        Uni<Void> saving = now.equals(work.link())
                ? announceAgain(tx, situation, now, cause)
                : links.save(tx, work.lease().personId(), now, cause.origin(), cause.id())
                        .replaceWithVoid();
        Shadow shadow = settled.certain()
                ? merge.settled(situation, clock.instant()).asUncertainAs(situation.shadow())
                : situation.shadow();
        return saving.chain(() ->
                now.isLinked() ? shadows.save(tx, Map.of(now, shadow), clock.instant()) : shadows.forget(tx, now));
    }

    private Uni<Void> lookAgain(SqlConnection tx, List<PersonKey> waiting, long person) {
        return persons.resolve(tx, waiting)
                .chain(others -> persons.lock(tx, others.values(), person))
                .chain(() -> journal.recheck(tx, waiting));
    }

    /** @return the link as both sides are now called */
    static Link current(Link link, Situation situation) {
        Account lms = situation.account(Side.LMS);
        Account cms = situation.account(Side.CMS);
        if (lms == null) {
            return link;
        }
        return link.as(
                cms == null ? link.cmsUsername() : cms.text(Field.USERNAME), lms.text(Field.USERNAME), lms.suspended());
    }

    /** Somebody at the door whose link is known here is waiting for a replica that has not heard of it. */
    private Uni<Void> announceAgain(SqlConnection tx, Situation situation, Link link, Change cause) {
        return situation.trigger().login() && link.isLinked()
                ? links.announce(tx, link, cause.origin(), cause.id())
                : Uni.createFrom().voidItem();
    }

    /** After writes that were not recorded because the lease had gone: somebody has to look again. */
    Uni<Void> lookAgain(String cmsUid, Map<Side, Map<String, String>> sent) {
        return Sql.transaction(pool, tx -> journal.recheck(tx, new PersonKey(sources.cms(), cmsUid), sent));
    }
}
