package io.isthmus.usersync.reconcile;

import io.isthmus.usersync.Exclusive;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.journal.WorkNews;
import io.isthmus.usersync.reconcile.Reconciliation.State;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Begins reconciliations on schedule, and keeps them going in whichever replica comes first. */
@Singleton
class ReconciliationRunner {

    private static final Logger LOG = Logger.getLogger(ReconciliationRunner.class);

    private final Pool pool;
    private final Reconciliations reconciliations;
    private final CompareStep compare;
    private final RepairStep repair;
    private final WorkNews work;

    ReconciliationRunner(
            Pool pool, Reconciliations reconciliations, CompareStep compare, RepairStep repair, WorkNews work) {
        this.pool = pool;
        this.reconciliations = reconciliations;
        this.compare = compare;
        this.repair = repair;
        this.work = work;
    }

    /**
     * Not while one is under way, or has findings that wait to be approved: several replicas have the same schedule. One
     * that found nothing waits for nobody.
     */
    @Scheduled(
            identity = "reconciliation",
            every = "${isthmus.reconciliation.every:off}",
            delayed = "${isthmus.reconciliation.delay:1m}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> begin() {
        return Exclusive.run(
                        pool,
                        "reconciliation",
                        tx -> reconciliations
                                .endWithoutFindings()
                                .chain(() -> reconciliations.list(null, 1))
                                .chain(last -> last.stream()
                                                .anyMatch(one ->
                                                        one.state() != State.DONE && one.state() != State.CANCELLED)
                                        ? Uni.createFrom().voidItem()
                                        : reconciliations.begin(true, null).replaceWithVoid()))
                .replaceWithVoid();
    }

    @Scheduled(
            identity = "reconciliations",
            every = "${isthmus.reconciliation.poll:1s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return reconciliations
                .open()
                .onItem()
                .transformToMulti(open -> Multi.createFrom().iterable(open))
                .onItem()
                .transformToUniAndConcatenate(found -> advance(found.id()))
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> LOG.warnf("reconciliations wait: cause=%s", Sql.reason(failure)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    private Uni<Boolean> advance(UUID id) {
        return Exclusive.run(
                        pool,
                        "reconciliation:" + id,
                        tx -> reconciliations
                                .find(id)
                                .chain(found -> found.map(current -> current.state() == State.COMPARING
                                                ? compare.run(tx, current).replaceWith(true)
                                                : current.state() == State.REPAIRING
                                                        ? repair.run(tx, current)
                                                        : Uni.createFrom().item(false))
                                        .orElseGet(() -> Uni.createFrom().item(false))))
                .map(more -> more.orElse(false))
                .invoke(work::arrived)
                .chain(more -> more ? advance(id) : Uni.createFrom().item(false))
                .onFailure()
                .recoverWithUni(failure -> wait(id, failure));
    }

    private Uni<Boolean> wait(UUID id, Throwable failure) {
        String reason = failure instanceof RemoteFault fault ? fault.reason() : "internal-error";
        return reconciliations
                .problem(id, reason)
                .invoke(news -> {
                    if (news) {
                        LOG.warnf(
                                "reconciliation waits: reconciliation=%s reason=%s cause=%s",
                                id, reason, Sql.reason(failure));
                    }
                })
                .replaceWith(false);
    }
}
