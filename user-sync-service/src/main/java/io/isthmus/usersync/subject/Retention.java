package io.isthmus.usersync.subject;

import io.isthmus.usersync.Exclusive;
import io.isthmus.usersync.Sql;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Drops personal data whose time is over. That something came in, and what became of it, stays. */
@Singleton
class Retention {

    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int AT_ONCE = 1000;
    private static final int EVENTS_AT_ONCE = 5000;

    private final Pool pool;
    private final PrivacyConfig config;
    private final Clock clock;

    Retention(Pool pool, PrivacyConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            identity = "retention",
            every = "${isthmus.privacy.every:PT1H}",
            delayed = "${isthmus.privacy.every:PT1H}",
            concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> run() {
        return drop().chain(this::forget)
                .onFailure()
                .invoke(failure -> LOG.warnf("not all dropped whose time is over: cause=%s", Sql.reason(failure)))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** @return how many payloads were dropped by this replica */
    Uni<Integer> drop() {
        return Exclusive.run(pool, "retention", this::some)
                .chain(done -> done.orElse(0) == AT_ONCE
                        ? drop().map(more -> more + AT_ONCE)
                        : Uni.createFrom().item(done.orElse(0)));
    }

    /** @return how many events are not recognised any more when they come again */
    Uni<Integer> forget() {
        return Exclusive.run(pool, "retention", this::someEvents)
                .chain(done -> done.orElse(0) >= EVENTS_AT_ONCE
                        ? forget().map(more -> more + done.orElse(0))
                        : Uni.createFrom().item(done.orElse(0)));
    }

    /** The version before has a list of its own. */
    private Uni<Integer> someEvents(SqlConnection tx) {
        Instant limit = clock.instant().minus(config.seenEvents());
        return Sql.run(tx, """
                        delete from journal_known where event in (
                          select event from journal_known where received_at < $1::timestamptz limit $2)""", limit, EVENTS_AT_ONCE)
                .chain(done -> Sql.run(tx, """
                        delete from journal_seen where (source, event_id) in (
                          select source, event_id from journal_seen where received_at < $1::timestamptz
                          order by received_at limit $2)""", limit, EVENTS_AT_ONCE).map(old -> done + old));
    }

    private Uni<Integer> some(SqlConnection tx) {
        Instant now = clock.instant();
        return Sql.run(tx, "delete from import where finished_at < $1", now.minus(config.payloads()))
                .chain(() ->
                        Sql.run(tx, "delete from reconciliation where finished_at < $1", now.minus(config.payloads())))
                .chain(() ->
                        Sql.run(tx, """
                        update journal set raw = null, headers = '{}' where id in (
                          select id from journal where raw is not null and finished_at < $1
                            and (state in ('applied', 'unchanged', 'superseded', 'discarded') or finished_at < $2)
                          order by finished_at limit $3)""", now.minus(config.payloads()), now.minus(config.undecidedPayloads()), AT_ONCE));
    }
}
