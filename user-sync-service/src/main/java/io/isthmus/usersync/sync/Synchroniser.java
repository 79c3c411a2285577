package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Entry;
import io.isthmus.usersync.person.LeaseLost;
import io.isthmus.usersync.person.PersonBusy;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/** One person's turn: read both sides, decide, carry out, read back, until nothing is left; then write it down. */
final class Synchroniser {

    private static final Logger LOG = Logger.getLogger(Synchroniser.class);

    /** A turn takes few steps: link, status, and one write to each side. */
    private static final int MAX_STEPS = 8;

    private static final Duration SOON = Duration.ofMillis(100);
    private static final int STALE_TRIES = 4;

    /** Sides tell the time of a change to the second. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private final Reader reader;
    private final SyncDecider decider;
    private final Actor actor;
    private final Recorder recorder;
    private final Sources sources;
    private final Backoff backoff;
    private final Clock clock;
    private final Consumer<SyncDecision> meter;

    Synchroniser(
            Reader reader,
            Actor actor,
            Recorder recorder,
            Policy policy,
            Backoff backoff,
            Clock clock,
            Consumer<SyncDecision> meter) {
        this.reader = reader;
        this.decider = new SyncDecider(policy);
        this.actor = actor;
        this.recorder = recorder;
        this.sources = policy.sources();
        this.backoff = backoff;
        this.clock = clock;
        this.meter = meter;
    }

    /** @return whether there is more to do; never fails: what goes wrong is written down, or left to the next lease */
    Uni<Boolean> process(Work work) {
        if (work.entries().isEmpty()) {
            return recorder.finish(work);
        }
        var wrote = new AtomicBoolean();
        return work.cmsUid()
                .map(uid -> turn(work, uid, wrote))
                .orElseGet(() -> reader.identify(work))
                .onFailure()
                .recoverWithItem(failure -> later(work, failure))
                .chain(result -> recorder.record(work, result))
                .onFailure(PersonBusy.class)
                .recoverWithUni(() -> recorder.record(work, new Result.Later("person-busy", SOON, false)))
                .onFailure(LeaseLost.class)
                .recoverWithUni(() -> lost(work, wrote.get()))
                .onFailure()
                .recoverWithUni(failure -> notRecorded(work, failure));
    }

    private Uni<Boolean> notRecorded(Work work, Throwable failure) {
        LOG.errorf(failure, "turn not recorded: person=%d", work.lease().personId());
        return recorder.record(
                work,
                new Result.Later("not-recorded", backoff.after(work.lease().attempts()), true));
    }

    private Uni<Result> turn(Work work, String cmsUid, AtomicBoolean wrote) {
        return reader.read(work, cmsUid)
                .chain(situation -> isStale(work, situation)
                        ? Uni.createFrom()
                                .item(new Result.Later(
                                        "stale-reading", SOON.multipliedBy(1L << work.attempts()), false))
                        : step(work, situation, new ArrayList<>(), wrote));
    }

    private Uni<Result> step(Work work, Situation situation, List<SyncDecision> done, AtomicBoolean wrote) {
        SyncDecision decision = decider.decide(situation);
        meter.accept(decision);
        if (decision instanceof SyncDecision.Nothing || decision instanceof SyncDecision.Conflict) {
            return Uni.createFrom().item(new Result.Settled(situation, done, ending(situation, decision)));
        }
        if (done.size() >= MAX_STEPS) {
            return Uni.createFrom().item(new Result.Settled(situation, done, new SyncDecision.Conflict("no-end")));
        }
        if (clock.instant().isAfter(work.lease().until())) {
            return Uni.createFrom().failure(new LeaseLost());
        }
        wrote.compareAndSet(false, decision.side() != null);
        return actor.act(decision, situation).chain(next -> {
            if (next.blocked() == null) {
                done.add(carriedOut(decision, next));
            }
            return step(work, next, done, wrote);
        });
    }

    /** A turn that left a field refused needs a person, however well the rest went. */
    private static SyncDecision ending(Situation situation, SyncDecision decision) {
        return decision instanceof SyncDecision.Nothing && !situation.refused().isEmpty()
                ? new SyncDecision.Conflict(situation.refused().values().stream()
                        .sorted()
                        .findFirst()
                        .orElseThrow())
                : decision;
    }

    /** The decision without the fields that were refused. */
    private static SyncDecision carriedOut(SyncDecision decision, Situation after) {
        if (!(decision instanceof SyncDecision.Write write)) {
            return decision;
        }
        return write.without(field -> after.refused().containsKey(new Situation.Refusal(write.side(), field)));
    }

    /**
     * Whether an event came before its change could be read: it says there is one, nothing is to be seen, and the
     * reading is older than the event.
     */
    private boolean isStale(Work work, Situation situation) {
        return work.attempts() < STALE_TRIES
                && work.entries().stream().map(Entry::change).anyMatch(change -> isAhead(change, situation));
    }

    private boolean isAhead(Change change, Situation situation) {
        if (change.kind() != Change.Kind.UPSERTED || !change.key().source().equals(sources.cms())) {
            return false;
        }
        if (situation.cms() instanceof Lookup.Absent) {
            return true;
        }
        Account account = situation.account(Side.CMS);
        return account != null
                && account.changedAt() != null
                && account.changedAt().plus(COARSE).isBefore(change.time())
                && situation.shadow().isAsRead(Side.CMS, account);
    }

    private Result later(Work work, Throwable failure) {
        if (failure instanceof LeaseLost lost) {
            throw lost;
        }
        Duration wait = backoff.after(work.lease().attempts());
        if (failure instanceof RemoteFault fault) {
            LOG.warnf("person waits: person=%d reason=%s wait=%s", work.lease().personId(), fault.reason(), wait);
            return new Result.Later(fault.reason(), wait, true);
        }
        LOG.errorf(failure, "turn failed: person=%d wait=%s", work.lease().personId(), wait);
        return new Result.Later("internal-error", wait, true);
    }

    /** Another worker has the person by now; what was written here may be older than what it writes. */
    private Uni<Boolean> lost(Work work, boolean wrote) {
        LOG.warnf("lease lost: person=%d wrote=%s at=%s", work.lease().personId(), wrote, Instant.now(clock));
        return wrote && work.cmsUid().isPresent()
                ? recorder.lookAgain(work.cmsUid().get()).replaceWith(true)
                : Uni.createFrom().item(false);
    }
}
