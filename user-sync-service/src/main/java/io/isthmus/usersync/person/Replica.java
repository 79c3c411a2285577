package io.isthmus.usersync.person;

import io.isthmus.usersync.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

/**
 * This process among those that share the work. While it says that it lives, its leases hold for as long as they are;
 * once it has been silent for a while, everybody may take over what it had in hand.
 */
final class Replica {

    /** That nobody alive holds a person's lease; $1 is now. */
    static final String FREE = """
            (lease_until is null or lease_until <= $1::timestamptz or not exists (
              select 1 from worker w where w.id = lease_owner and w.alive_until > $1::timestamptz))""";

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final Pool pool;
    private final Clock clock;
    private final String id = UUID.randomUUID().toString();
    private final AtomicReference<Instant> said = new AtomicReference<>(Instant.EPOCH);

    Replica(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    String id() {
        return id;
    }

    /** Says so, unless it has been said within the last second. */
    Uni<Void> alive() {
        return Uni.createFrom().deferred(this::say);
    }

    private Uni<Void> say() {
        Instant now = clock.instant();
        Instant before = said.get();
        if (now.isBefore(before.plus(EVERY))) {
            return Uni.createFrom().voidItem();
        }
        return Sql.run(pool, """
                        with old as (delete from worker where alive_until < $3::timestamptz)
                        insert into worker (id, alive_until) values ($1, $2)
                        on conflict (id) do update set alive_until = greatest(worker.alive_until, $2)""", id, now.plus(SILENCE), now.minus(FORGOTTEN))
                .invoke(() -> said.compareAndSet(before, now))
                .replaceWithVoid();
    }
}
