package io.isthmus.usersync.scan;

import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.Side;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Scans on schedule, where that is wanted. */
@Singleton
class ScanSchedule {

    private static final Logger LOG = Logger.getLogger(ScanSchedule.class);

    private final Scanner scanner;
    private final ScanConfig config;

    ScanSchedule(Scanner scanner, ScanConfig config) {
        this.scanner = scanner;
        this.config = config;
    }

    @Scheduled(
            identity = "scan-cms",
            every = "${isthmus.scan.every:PT30S}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> cms() {
        return config.cms() ? pass(Side.CMS) : Uni.createFrom().voidItem();
    }

    @Scheduled(
            identity = "scan-lms",
            every = "${isthmus.scan.every:PT30S}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> lms() {
        return config.lms() ? pass(Side.LMS) : Uni.createFrom().voidItem();
    }

    private Uni<Void> pass(Side side) {
        return scanner.pass(side)
                .onFailure(failure -> !(failure instanceof RemoteFault))
                .invoke(failure -> LOG.warnf("scan failed: side=%s cause=%s", side.code(), Scanner.reason(failure)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }
}
