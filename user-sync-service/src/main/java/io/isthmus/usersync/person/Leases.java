package io.isthmus.usersync.person;

import io.isthmus.usersync.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who works on whom: a person is leased to one worker at a time, and nothing is recorded without the lease. */
public final class Leases {

    private final Pool pool;
    private final Persons persons;
    private final Clock clock;
    private final Duration lease;
    private final Replica replica;

    /** @param lease how long a worker may take for one person */
    Leases(Pool pool, Persons persons, Clock clock, Duration lease) {
        this.pool = pool;
        this.persons = persons;
        this.clock = clock;
        this.lease = lease;
        this.replica = new Replica(pool, clock);
    }

    /** Says, at most once a second, that this replica lives; a dead one's people are taken over. */
    public Uni<Void> alive() {
        return replica.alive();
    }

    /** Takes persons with work that nobody has, the longest waiting first. */
    public Uni<List<Lease>> claim(int limit) {
        Instant now = clock.instant();
        return replica.alive()
                .chain(() -> Sql.list(
                        pool, Leases::lease, """
                with due as (
                  select id from person
                  where next_at <= $1 and\s""" + Replica.FREE + """

                  order by next_at limit $3 for no key update skip locked)
                update person p set lease_until = $2, lease_version = lease_version + 1, lease_owner = $4
                where p.id = any(array(select id from due))
                returning p.id, p.lease_version, p.attempts, p.creating, p.creating_at, p.lease_until""", now, now.plus(lease), limit, replica.id()));
    }

    /** Takes this person, whether or not there is work; fails with {@link PersonBusy} while somebody has it. */
    public Uni<Lease> acquire(PersonKey key) {
        return Uni.createFrom().deferred(() -> acquireNow(key));
    }

    private Uni<Lease> acquireNow(PersonKey key) {
        Instant now = clock.instant();
        return replica.alive()
                .chain(() -> pool.withTransaction(tx -> persons.resolve(tx, List.of(key))
                        .chain(ids -> Sql.list(
                                tx,
                                Leases::lease,
                                """
                        update person p set lease_until = $2, lease_version = lease_version + 1, lease_owner = $4
                        where id = $3 and\s""" + Replica.FREE + """

                        returning p.id, p.lease_version, p.attempts, p.creating, p.creating_at, p.lease_until""",
                                now,
                                now.plus(lease),
                                ids.get(key),
                                replica.id()))
                        .map(leases -> {
                            if (leases.isEmpty()) {
                                throw new PersonBusy();
                            }
                            return leases.get(0);
                        })));
    }

    private static Lease lease(Row row) {
        return new Lease(
                row.getLong("id"),
                row.getLong("lease_version"),
                row.getInteger("attempts"),
                creating(row),
                Objects.requireNonNull(Sql.instant(row, "lease_until")));
    }

    /** Begins a recording: nothing is recorded by a worker whose lease has gone to another. */
    public Uni<Void> guard(SqlConnection tx, Lease held) {
        return Sql.list(
                        tx,
                        row -> row.getLong("lease_version"),
                        "select lease_version from person where id = $1 for no key update",
                        held.personId())
                .invoke(versions -> {
                    if (!versions.equals(List.of(held.version()))) {
                        throw new LeaseLost();
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Begins a recording of many: like {@link #guard}, and locks them in order.
     *
     * @return the leases that have not gone to another
     */
    public Uni<Set<Lease>> inForce(SqlConnection tx, Collection<Lease> leases) {
        Long[] ids = leases.stream().map(Lease::personId).toArray(Long[]::new);
        return Sql.list(
                        tx,
                        row -> row,
                        "select id, lease_version from person where id = any($1) order by id for no key update",
                        (Object) ids)
                .map(rows -> {
                    var versions = new HashMap<Long, Long>();
                    rows.forEach(row -> versions.put(row.getLong("id"), row.getLong("lease_version")));
                    return leases.stream()
                            .filter(lease -> Objects.equals(versions.get(lease.personId()), lease.version()))
                            .collect(Collectors.toSet());
                });
    }

    /**
     * Gives people back for whom no account was being made. Needs {@link #inForce} before it.
     *
     * @return those for whom something has come in meanwhile: they are due at once
     */
    public Uni<Set<Long>> finishAll(SqlConnection tx, Collection<Lease> leases) {
        return Sql.list(
                        tx,
                        row -> row.getLong("id"),
                        """
                        with finished as (
                          update person p set lease_until = null, attempts = 0, next_at = case when exists (
                            select 1 from journal j where j.person_id = p.id and j.state in ('received', 'waiting'))
                            then $2::timestamptz end
                          where id = any($1) returning id, next_at)
                        select id from finished where next_at is not null""",
                        leases.stream().map(Lease::personId).toArray(Long[]::new),
                        clock.instant())
                .map(Set::copyOf);
    }

    /**
     * Gives the person back, due at once if something has come in meanwhile. Needs {@link #guard} before it.
     *
     * @param arrived whether an account that was on its way is there, or will never be
     * @return whether something has
     */
    public Uni<Boolean> finish(SqlConnection tx, Lease held, boolean arrived) {
        return Sql.list(tx, row -> row.getBoolean("due"), """
                        update person set lease_until = null, attempts = 0, creating = case when $3 then null else creating end,
                          next_at = case when exists (
                          select 1 from journal where person_id = $1 and state in ('received', 'waiting')) then $2::timestamptz end
                        where id = $1 returning next_at is not null as due""", held.personId(), Sql.time(clock.instant()), arrived)
                .map(due -> due.contains(true));
    }

    /**
     * Gives the person back, to be tried again then. Needs {@link #guard} before it.
     *
     * @param attempts failures in a row, this one counted
     */
    public Uni<Void> postpone(SqlConnection tx, Lease held, Instant next, int attempts) {
        return Sql.run(
                        tx,
                        "update person set lease_until = null, next_at = $2, attempts = $3 where id = $1",
                        held.personId(),
                        next,
                        attempts)
                .replaceWithVoid();
    }

    private static @Nullable Creating creating(Row row) {
        String hash = row.getString("creating");
        return hash == null ? null : new Creating(hash, Objects.requireNonNull(Sql.instant(row, "creating_at")));
    }

    /**
     * Remembers that an account is about to be made; fails with {@link LeaseLost} if the lease has gone to another.
     *
     * @param nameHash of its login name
     */
    public Uni<Void> creating(Lease held, String nameHash) {
        return Sql.run(pool, """
                        update person set creating = $3, creating_at = $4
                        where id = $1 and lease_version = $2""", held.personId(), held.version(), nameHash, clock.instant())
                .invoke(rows -> {
                    if (rows == 0) {
                        throw new LeaseLost();
                    }
                })
                .replaceWithVoid();
    }

    /** Gives back what was not worked on, due as before. A lease that has gone to another is let be. */
    public Uni<Void> release(Lease held) {
        return Sql.run(
                        pool,
                        "update person set lease_until = null where id = $1 and lease_version = $2",
                        held.personId(),
                        held.version())
                .replaceWithVoid();
    }
}
