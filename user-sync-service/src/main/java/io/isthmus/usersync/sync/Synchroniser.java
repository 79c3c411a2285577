package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.brake.Brake;
import io.isthmus.usersync.person.LeaseLost;
import io.isthmus.usersync.person.PersonBusy;
import io.isthmus.usersync.sync.Result.Later;
import io.isthmus.usersync.sync.Result.Settled;
import io.isthmus.usersync.sync.SyncDecision.Conflict;
import io.isthmus.usersync.sync.SyncDecision.Wait;
import io.isthmus.usersync.trace.Traces;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One person's turn: read both sides, decide, carry out, read back, until nothing is left; then write it down. */
final class Synchroniser {

    private static final Logger LOG = Logger.getLogger(Synchroniser.class);

    /** A turn takes few steps: link, status, and one write to each side. */
    private static final int MAX_STEPS = 8;

    /** So often a name that is going to be free is waited for; then a person decides. */
    private static final int MAX_WAITS = 15;

    private static final Duration SOON = Duration.ofMillis(100);

    private final Reader reader;
    private final VersionDecider versions;
    private final SyncDecider decider;
    private final Actor actor;
    private final Adoption adoption;
    private final Recorder recorder;
    private final Brake brake;
    private final Sources sources;
    private final Backoff backoff;
    private final Traces traces;
    private final Clock clock;
    private final Consumer<SyncDecision> meter;

    Synchroniser(
            Reader reader,
            Actor actor,
            Recorder recorder,
            Brake brake,
            Policy policy,
            Backoff backoff,
            Traces traces,
            Clock clock,
            Consumer<SyncDecision> meter) {
        this.reader = reader;
        this.versions = new VersionDecider(policy.sources());
        this.decider = new SyncDecider(policy);
        this.actor = actor;
        this.adoption = actor.adoption();
        this.recorder = recorder;
        this.brake = brake;
        this.sources = policy.sources();
        this.backoff = backoff;
        this.traces = traces;
        this.clock = clock;
        this.meter = meter;
    }

    /** @return whether there is more to do; never fails: what goes wrong is written down, or left to the next lease */
    Uni<Boolean> process(Work work) {
        if (work.entries().isEmpty()) {
            return recorder.finish(work);
        }
        return traces.goingOn(work.cause().traceparent(), "person's turn", take(work));
    }

    private Uni<Boolean> take(Work work) {
        Turn turn = work.cmsUid().map(uid -> new Turn(work, uid)).orElse(null);
        return (turn == null ? reader.identify(work, adoption).invoke(this::count) : take(turn))
                .onFailure(failure -> !(failure instanceof LeaseLost))
                .recoverWithItem(failure -> later(work, failure))
                .chain(result -> recorder.record(work, result).call(() -> lookAgainIfFree(result)))
                .onFailure(PersonBusy.class)
                .recoverWithUni(() -> recorder.record(work, soon(work, "person-busy", SOON)))
                .onFailure(failure -> !(failure instanceof LeaseLost))
                .recoverWithUni(failure -> notRecorded(work, failure))
                .onFailure(LeaseLost.class)
                .recoverWithUni(() -> lost(work, turn));
    }

    private void count(Result result) {
        if (result instanceof Result.Disputed disputed) {
            meter.accept(new Conflict(disputed.reason()));
        }
    }

    private Uni<Result> take(Turn turn) {
        Work work = turn.work();
        return reader.read(work, turn.cmsUid())
                .chain(situation -> versions.wait(work, situation)
                        .map(delay -> Uni.createFrom().<Result>item(soon(work, VersionDecider.STALE, delay)))
                        .orElseGet(() -> step(turn, situation)));
    }

    private static Later soon(Work work, String reason, Duration delay) {
        return new Later(reason, delay, work.lease().attempts());
    }

    private Uni<Result> step(Turn turn, Situation situation) {
        SyncDecision decision = decider.decide(situation);
        meter.accept(decision);
        if (decision.isEnd()) {
            return Uni.createFrom().item(settled(turn, situation, ending(turn, situation, decision)));
        }
        if (turn.steps() >= MAX_STEPS) {
            return Uni.createFrom().item(settled(turn, situation, new Conflict("no-end")));
        }
        if (clock.instant().isAfter(turn.work().lease().until())) {
            return Uni.createFrom().failure(new LeaseLost());
        }
        if (decision.isDestructive()) {
            return brake.allows(sources.of(Objects.requireNonNull(decision.side())), turn.personId())
                    .chain(allowed -> allowed ? carryOut(turn, situation, decision) : hold(turn, situation, decision));
        }
        return carryOut(turn, situation, decision);
    }

    private Uni<Result> hold(Turn turn, Situation situation, SyncDecision decision) {
        turn.hold(decision);
        return step(turn, situation.withBraked(Objects.requireNonNull(decision.side())));
    }

    private Uni<Result> carryOut(Turn turn, Situation situation, SyncDecision decision) {
        turn.begin(decision);
        return actor.act(decision, situation, turn.work().lease())
                .<Attempt>map(Attempt.Went::new)
                .onFailure(failure -> !(failure instanceof LeaseLost))
                .recoverWithItem(Attempt.Failed::new)
                .chain(attempt -> next(turn, situation, decision, attempt));
    }

    /** What came of carrying a decision out. */
    private sealed interface Attempt {

        record Went(Situation after) implements Attempt {}

        record Failed(Throwable failure) implements Attempt {}
    }

    private Uni<Result> next(Turn turn, Situation before, SyncDecision decision, Attempt attempt) {
        if (attempt instanceof Attempt.Failed failed) {
            return Uni.createFrom().item(uncertain(turn, before, decision, failed.failure()));
        }
        Situation after = ((Attempt.Went) attempt).after();
        if (after.blocked() == null && after.held() == null) {
            turn.end(carriedOut(decision, after));
        }
        return step(turn, after);
    }

    /** It failed, or only its answer did: what was done so far is kept, and what was sent is remembered as such. */
    private Settled uncertain(Turn turn, Situation before, SyncDecision decision, Throwable failure) {
        Later again = later(turn.work(), failure);
        Situation situation = decision instanceof SyncDecision.Write write
                ? before.withShadow(before.shadow()
                        .uncertain(
                                write.side(),
                                write.changes(),
                                sources.of(write.side().other()),
                                clock.instant()))
                : before;
        return new Settled(situation, turn.done(), new Wait(again.reason()), false, again);
    }

    /** A turn that left a field refused needs time or a person, however well the rest went. */
    private static SyncDecision ending(Turn turn, Situation situation, SyncDecision decision) {
        if (!(decision instanceof SyncDecision.Nothing) || situation.refused().isEmpty()) {
            return decision;
        }
        List<String> reasons =
                situation.refused().values().stream().distinct().sorted().toList();
        Optional<String> wait = reasons.stream().filter(UniqueNames::isHeld).findFirst();
        if (wait.isPresent()) {
            return new Wait(wait.get());
        }
        return turn.held() != null ? turn.held() : new Conflict(reasons.get(0));
    }

    /** What has been waited for long enough is for a person to decide. */
    private Settled settled(Turn turn, Situation situation, SyncDecision last) {
        int waits = turn.work().waits();
        if (last instanceof Wait wait && waits < MAX_WAITS) {
            var again = new Later(wait.reason(), backoff.after(waits), waits + 1);
            return new Settled(situation, turn.done(), last, true, again);
        }
        SyncDecision end = last instanceof Wait wait ? new Conflict(wait.reason()) : last;
        return new Settled(situation, turn.done(), end, true, null);
    }

    /** A name that was given up between the last reading and the recording has nobody else to tell it. */
    private Uni<Void> lookAgainIfFree(Result result) {
        if (!(result instanceof Settled settled) || settled.again() != null) {
            return Uni.createFrom().voidItem();
        }
        Map<String, String> taken = recorder.names().taken(settled.situation(), settled.last());
        Uni<Boolean> free = Uni.createFrom().item(false);
        for (Map.Entry<String, String> name : taken.entrySet()) {
            free = free.chain(
                    yes -> yes ? Uni.createFrom().item(true) : reader.willBeFree(name.getKey(), name.getValue()));
        }
        return free.onFailure()
                .recoverWithItem(true)
                .chain(yes -> yes
                        ? recorder.lookAgain(settled.situation().cmsUid(), Map.of())
                        : Uni.createFrom().voidItem());
    }

    /** The decision without the fields that were refused. */
    private static SyncDecision carriedOut(SyncDecision decision, Situation after) {
        if (!(decision instanceof SyncDecision.Write write)) {
            return decision;
        }
        return write.without(field -> after.refused().containsKey(new Situation.Refusal(write.side(), field)));
    }

    private Later later(Work work, Throwable failure) {
        int attempts = work.lease().attempts();
        Duration delay = backoff.after(attempts);
        if (failure instanceof RemoteFault fault) {
            LOG.warnf("person waits: person=%d reason=%s delay=%s", work.lease().personId(), fault.reason(), delay);
            return new Later(fault.reason(), delay, attempts + 1);
        }
        LOG.errorf(failure, "turn failed: person=%d delay=%s", work.lease().personId(), delay);
        return new Later("internal-error", delay, attempts + 1);
    }

    private Uni<Boolean> notRecorded(Work work, Throwable failure) {
        LOG.errorf(failure, "turn not recorded: person=%d", work.lease().personId());
        int attempts = work.lease().attempts();
        return recorder.record(work, new Later("not-recorded", backoff.after(attempts), attempts + 1));
    }

    /** Another worker has the person by now; what was written here may be older than what it writes. */
    private Uni<Boolean> lost(Work work, @Nullable Turn turn) {
        boolean wrote = turn != null && turn.wrote();
        LOG.warnf("lease lost: person=%d wrote=%s", work.lease().personId(), wrote);
        if (turn == null || !wrote) {
            return Uni.createFrom().item(false);
        }
        return recorder.lookAgain(turn.cmsUid(), turn.sent()).replaceWith(true);
    }
}
