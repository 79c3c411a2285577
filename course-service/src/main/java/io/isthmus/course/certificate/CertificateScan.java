package io.isthmus.course.certificate;

import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.isthmus.course.source.Sources;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Brings everybody's certificates into the archive, so that codes can be verified of people who never looked at their
 * own. The watermark moves once every page has been read.
 */
@Singleton
class CertificateScan {

    private static final Logger LOG = Logger.getLogger(CertificateScan.class);
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final CertificatePort port;
    private final CertificateIntake intake;
    private final ScanStore store;
    private final Sources sources;
    private final CertificateConfig config;
    private final Clock clock;

    CertificateScan(
            CertificatePort port,
            CertificateIntake intake,
            ScanStore store,
            Sources sources,
            CertificateConfig config,
            Clock clock) {
        this.port = port;
        this.intake = intake;
        this.store = store;
        this.sources = sources;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${isthmus.certificates.scan-every:PT15M}",
            delayed = "20s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> scan() {
        return Multi.createFrom()
                .iterable(sources.names())
                .onItem()
                .transformToUniAndConcatenate(source -> scan(source).onFailure().recoverWithUni(failure -> {
                    LOG.infof("certificates lms=%s scan=%s", source, reason(failure));
                    return Uni.createFrom().voidItem();
                }))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private static String reason(Throwable failure) {
        return failure instanceof SourceException lms ? lms.reason().word() : failure.toString();
    }

    /** @return fails if not everything could be read: then all of it is read again the next time */
    Uni<Void> scan(String source) {
        return store.claim(source, clock.instant(), LEASE)
                .chain(claimed -> claimed.map(watermark -> scan(source, watermark))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> scan(String source, Instant watermark) {
        Instant overlapping = watermark.minus(config.overlap());
        Instant from = overlapping.isBefore(Instant.EPOCH) ? Instant.EPOCH : overlapping;
        var newest = new AtomicReference<>(watermark);
        Instant begun = clock.instant();
        return store.erased(source)
                .chain(erased -> pages(source, from, 0, new Progress(begun, erased, newest)))
                .chain(() -> store.release(source, newest.get(), clock.instant()))
                .onFailure()
                .call(() -> store.release(source, watermark, clock.instant()));
    }

    /**
     * One scan.
     *
     * @param erased before it began
     * @param newest certificate so far
     */
    private record Progress(Instant begun, Set<LmsAccount> erased, AtomicReference<Instant> newest) {}

    private Uni<Void> pages(String source, Instant from, int offset, Progress progress) {
        return port.issuedSince(source, from, offset)
                .call(page -> takeIn(page, progress))
                .chain(page -> page.last()
                        ? Uni.createFrom().voidItem()
                        : pages(source, from, offset + page.size(), progress));
    }

    private Uni<Void> takeIn(IssuePage page, Progress progress) {
        return Multi.createFrom()
                .iterable(page.issues().entrySet())
                .filter(person -> !progress.erased().contains(person.getKey()))
                .onItem()
                .transformToUniAndConcatenate(person -> takeIn(person.getKey(), person.getValue(), progress))
                .collect()
                .asList()
                .replaceWithVoid();
    }

    private Uni<Void> takeIn(LmsAccount account, List<Issue> issues, Progress progress) {
        return intake.takeIn(account, Issues.of(issues), progress.begun())
                .onFailure(CertificateScan::isRefused)
                .recoverWithUni(refused -> Uni.createFrom().voidItem())
                .invoke(() -> issues.forEach(issue -> progress.newest()
                        .accumulateAndGet(issue.issuedAt(), (one, other) -> one.isAfter(other) ? one : other)));
    }

    /** What the LMS will not tell the next time either, such as of an activity that is gone, holds nothing up. */
    private static boolean isRefused(Throwable failure) {
        return failure instanceof SourceException lms && lms.reason() == Reason.REFUSED;
    }
}
