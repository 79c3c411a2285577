package io.isthmus.usersync.importing;

import io.isthmus.usersync.Exclusive;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.importing.Import.State;
import io.isthmus.usersync.journal.WorkNews;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Keeps imports going, in whichever replica comes first; what one left off another goes on with. */
@Singleton
class ImportRunner {

    private static final Logger LOG = Logger.getLogger(ImportRunner.class);

    private final Pool pool;
    private final Imports imports;
    private final ImportScan scan;
    private final ImportQueue queue;
    private final WorkNews work;

    ImportRunner(Pool pool, Imports imports, ImportScan scan, ImportQueue queue, WorkNews work) {
        this.pool = pool;
        this.imports = imports;
        this.scan = scan;
        this.queue = queue;
        this.work = work;
    }

    @Scheduled(
            identity = "imports",
            every = "${isthmus.imports.poll:1s}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return imports.open()
                .onItem()
                .transformToMulti(open -> Multi.createFrom().iterable(open))
                .onItem()
                .transformToUniAndConcatenate(found -> advance(found.id()))
                .collect()
                .last()
                .onFailure()
                .invoke(failure -> LOG.warnf("imports wait: cause=%s", Sql.reason(failure)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Step after step, as long as there is one to take now. */
    private Uni<Boolean> advance(UUID id) {
        return Exclusive.run(
                        pool,
                        "import:" + id,
                        tx -> imports.find(id)
                                .chain(found -> found.map(current -> current.state() == State.SCANNING
                                                ? scan.step(tx, current).replaceWith(true)
                                                : current.state() == State.RUNNING
                                                        ? queue.step(tx, current)
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
        return imports.problem(id, reason)
                .invoke(news -> {
                    if (news) {
                        LOG.warnf("import waits: import=%s reason=%s cause=%s", id, reason, Sql.reason(failure));
                    }
                })
                .replaceWith(false);
    }
}
