package io.isthmus.usersync.scan;

import io.isthmus.usersync.Exclusive;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.journal.WorkNews;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.scan.Seen.Place;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Goes through what changed at a side, and has the engine look at it. Each piece, its entries and the checkpoint are one
 * transaction, so a pass that breaks off is gone on with where it broke. What is not there any more is no news: an
 * absence is for the reconciliation.
 */
@Singleton
class Scanner {

    private static final Logger LOG = Logger.getLogger(Scanner.class);
    private static final String CHANNEL = "scan";

    /** What was seen is remembered for so many times the overlap. */
    private static final int MEMORY = 10;

    private final Pool pool;
    private final Scans scans;
    private final ChangesOf changes;
    private final Journal journal;
    private final WorkNews work;
    private final Sources sources;
    private final ScanConfig config;
    private final Clock clock;
    private final MeterRegistry meters;

    Scanner(
            Pool pool,
            Scans scans,
            ChangesOf changes,
            Journal journal,
            WorkNews work,
            Sources sources,
            ScanConfig config,
            Clock clock,
            MeterRegistry meters) {
        this.pool = pool;
        this.scans = scans;
        this.changes = changes;
        this.journal = journal;
        this.work = work;
        this.sources = sources;
        this.config = config;
        this.clock = clock;
        this.meters = meters;
    }

    /** @return empty while another replica is at it; fails with {@link RemoteFault}, and then goes on there next time */
    Uni<Optional<ScanResult>> pass(Side side) {
        return pass(side, ScanResult.NOTHING)
                .onFailure(RemoteFault.class)
                .call(fault -> scans.problem(side, ((RemoteFault) fault).reason())
                        .invoke(news -> {
                            if (news) {
                                LOG.warnf("scan waits: side=%s reason=%s", side.code(), ((RemoteFault) fault).reason());
                            }
                        }));
    }

    private Uni<Optional<ScanResult>> pass(Side side, ScanResult so) {
        return Exclusive.run(pool, "scan:" + side.code(), tx -> step(tx, side)).chain(step -> {
            if (step.isEmpty()) {
                return Uni.createFrom().item(Optional.empty());
            }
            work.arrived();
            Seen seen = step.get();
            count(side, seen);
            return seen.isEnd() ? Uni.createFrom().item(Optional.of(so.plus(seen))) : pass(side, so.plus(seen));
        });
    }

    private void count(Side side, Seen seen) {
        int queued = seen.news().size();
        counter(side, "queued").increment(queued);
        counter(side, "of-another-cms").increment(seen.ofAnotherCms());
        counter(side, "no-news").increment(seen.ids().size() - queued - seen.ofAnotherCms());
    }

    private Counter counter(Side side, String outcome) {
        return meters.counter("isthmus.scan.accounts", "side", side.code(), "outcome", outcome);
    }

    private Uni<Seen> step(SqlConnection tx, Side side) {
        return scans.current(tx, side).chain(scan -> {
            boolean fresh = scan.place() == null;
            long began = fresh ? clock.instant().getEpochSecond() : scan.began();
            Place place = fresh ? changes.begin(scan) : Objects.requireNonNull(scan.place());
            return changes.next(tx, scan, place)
                    .call(seen -> queue(tx, side, seen))
                    .call(seen -> seen.isEnd()
                            ? scans.save(tx, scan, mark(scan, place, began, fresh), began, null)
                                    .chain(() -> scans.forget(
                                            tx, side, config.overlap().multipliedBy(MEMORY)))
                            : scans.save(tx, scan, scan.mark(), began, seen.next()));
        });
    }

    /** It moves by what was seen only: an empty list may be a failed one. */
    private static long mark(Scan scan, Place place, long began, boolean sawNothing) {
        if (sawNothing) {
            return scan.mark();
        }
        return scan.side() == Side.CMS ? Math.max(scan.mark(), place.changed()) : began;
    }

    private Uni<Void> queue(SqlConnection tx, Side side, Seen seen) {
        if (seen.news().isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return journal.request(
                        tx,
                        CHANNEL,
                        Change.Kind.RECHECK,
                        seen.news().stream()
                                .map(id -> new PersonKey(sources.of(side), id))
                                .toList())
                .replaceWithVoid();
    }

    /** How a failure is called that is none of a side's. */
    static String reason(Throwable failure) {
        return failure instanceof RemoteFault fault ? fault.reason() : Sql.reason(failure);
    }
}
