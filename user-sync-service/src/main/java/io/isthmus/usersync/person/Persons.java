package io.isthmus.usersync.person;

import io.isthmus.usersync.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Persons, their identifiers and their leases.
 *
 * <p>Whoever locks both takes identifiers before persons, and each in order; so nobody waits in a circle. A person's
 * row is locked before its entries are counted, so no entry arrives unseen.
 */
public final class Persons {

    private final Pool pool;
    private final Clock clock;
    private final Duration lease;
    private final Replica replica;
    private final Merging merging;

    /** @param lease how long a worker may take for one person */
    public Persons(Pool pool, Clock clock, Duration lease) {
        this.pool = pool;
        this.clock = clock;
        this.lease = lease;
        this.replica = new Replica(pool, clock);
        this.merging = new Merging(clock);
    }

    /** Says, at most once a second, that this replica lives; a dead one's people are taken over. */
    public Uni<Void> alive() {
        return replica.alive();
    }

    /** Finds the persons with these identifiers and makes those that are new; they stay where they are until the end of tx. */
    public Uni<Map<PersonKey, Long>> resolve(SqlConnection tx, Collection<PersonKey> wanted) {
        var keys = List.copyOf(new TreeSet<>(wanted));
        String[] sources = keys.stream().map(PersonKey::source).toArray(String[]::new);
        String[] ids = keys.stream().map(PersonKey::externalId).toArray(String[]::new);
        return make(tx, sources, ids)
                .chain(() -> Sql.list(tx, row -> row, """
                        select source, external_id, person_id from person_key
                        where (source, external_id) in (select * from unnest($1::text[], $2::text[]))
                        order by source, external_id for share""", sources, ids))
                .map(Persons::byKey)
                .chain(found -> found.size() == keys.size()
                        ? Uni.createFrom().item(found)
                        : resolve(tx, keys)); // somebody forgot one in between
    }

    private Uni<Integer> make(SqlConnection tx, String[] sources, String[] ids) {
        return Sql.run(tx, """
                        with fresh as (
                          insert into person_key (source, external_id, person_id)
                          select source, external_id, nextval('person_id')
                          from unnest($1::text[], $2::text[]) as wanted (source, external_id)
                          where not exists (select 1 from person_key k
                            where k.source = wanted.source and k.external_id = wanted.external_id)
                          on conflict do nothing
                          returning person_id)
                        insert into person (id, created_at) select person_id, $3::timestamptz from fresh""", sources, ids, clock.instant());
    }

    /** @return the identifiers of each of these persons */
    public Uni<Map<Long, List<Identity>>> identitiesOf(Collection<Long> ids) {
        return Sql.list(pool, row -> row, """
                        select source, external_id, person_id, deleted_at from person_key
                        where person_id = any($1)""", (Object) ids.toArray(Long[]::new))
                .map(rows -> {
                    var identities = new HashMap<Long, List<Identity>>();
                    rows.forEach(row -> identities
                            .computeIfAbsent(row.getLong("person_id"), id -> new ArrayList<>())
                            .add(identity(row)));
                    return identities;
                });
    }

    private static Identity identity(Row row) {
        return new Identity(
                new PersonKey(row.getString("source"), row.getString("external_id")),
                Sql.instant(row, "deleted_at") != null);
    }

    /** Remembers that the source has deleted the person, or has them. It locks the identifier: before {@link #guard}. */
    public Uni<Void> bury(SqlConnection tx, PersonKey key, boolean deleted) {
        return Sql.run(
                        tx,
                        "update person_key set deleted_at = $3 where source = $1 and external_id = $2",
                        key.source(),
                        key.externalId(),
                        deleted ? clock.instant() : null)
                .replaceWithVoid();
    }

    private static Map<PersonKey, Long> byKey(List<Row> rows) {
        var found = new HashMap<PersonKey, Long>();
        rows.forEach(row -> found.put(
                new PersonKey(row.getString("source"), row.getString("external_id")), row.getLong("person_id")));
        return found;
    }

    /** Says that there is work; call it after the work is written. */
    public Uni<Void> wake(SqlConnection tx, Collection<Long> persons) {
        Long[] ids = persons.stream().distinct().sorted().toArray(Long[]::new);
        return lock(tx, ids)
                .chain(() -> Sql.run(
                        tx,
                        "update person set next_at = least(coalesce(next_at, $2::timestamptz), $2::timestamptz) where id = any($1)",
                        ids,
                        clock.instant()))
                .replaceWithVoid();
    }

    /** Locks several at once, in order. It comes after {@link #resolve} and before {@link #guard}. */
    public Uni<Void> lock(SqlConnection tx, Collection<Long> others, long person) {
        Long[] ids = Stream.concat(others.stream(), Stream.of(person))
                .distinct()
                .sorted()
                .toArray(Long[]::new);
        return lock(tx, ids).replaceWithVoid();
    }

    /** Says that there is work, and forgets that there were failures. */
    public Uni<Void> wakeAfresh(SqlConnection tx, Collection<Long> persons) {
        Long[] ids = persons.stream().distinct().sorted().toArray(Long[]::new);
        return lock(tx, ids)
                .chain(() -> Sql.run(
                        tx,
                        "update person set next_at = $2::timestamptz, attempts = 0 where id = any($1)",
                        ids,
                        clock.instant()))
                .replaceWithVoid();
    }

    private static Uni<List<Long>> lock(SqlConnection tx, Long[] ids) {
        return Sql.list(
                tx,
                row -> row.getLong("id"),
                "select id from person where id = any($1) order by id for no key update",
                (Object) ids);
    }

    /** Takes persons with work that nobody has, the longest waiting first. */
    public Uni<List<Lease>> claim(int limit) {
        Instant now = clock.instant();
        return replica.alive()
                .chain(() -> Sql.list(
                        pool, Persons::lease, """
                with due as (
                  select id from person
                  where next_at <= $1 and\s""" + Replica.FREE + """

                  order by next_at limit $3 for no key update skip locked)
                update person p set lease_until = $2, lease_version = lease_version + 1, lease_owner = $4
                from due where p.id = due.id
                returning p.id, p.lease_version, p.attempts, p.creating, p.creating_at, p.lease_until""", now, now.plus(lease), limit, replica.id()));
    }

    /** Takes this person, whether or not there is work; fails with {@link PersonBusy} while somebody has it. */
    public Uni<Lease> acquire(PersonKey key) {
        Instant now = clock.instant();
        return replica.alive()
                .chain(() -> pool.withTransaction(tx -> resolve(tx, List.of(key))
                        .chain(ids -> Sql.list(
                                tx,
                                Persons::lease,
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

    /**
     * Makes the identifier one of the holder of the lease, and with it whoever was known by nothing else. It locks the
     * identifier, so it comes before {@link #guard}.
     *
     * <p>Fails with {@link PersonBusy} while somebody works on that other person.
     */
    public Uni<Void> join(SqlConnection tx, Lease held, PersonKey key) {
        return make(tx, new String[] {key.source()}, new String[] {key.externalId()})
                .chain(() -> Sql.list(
                        tx,
                        row -> row.getLong("person_id"),
                        "select person_id from person_key where source = $1 and external_id = $2 for update",
                        key.source(),
                        key.externalId()))
                .map(owners -> owners.get(0))
                .chain(owner -> owner == held.personId()
                        ? Uni.createFrom().voidItem()
                        : merging.merge(tx, held.personId(), owner, key));
    }

    /** Forgets that the identifier is anybody's. It locks the identifier, so it comes before {@link #guard}. */
    public Uni<Void> forget(SqlConnection tx, PersonKey key) {
        return Sql.run(
                        tx,
                        "delete from person_key where source = $1 and external_id = $2",
                        key.source(),
                        key.externalId())
                .replaceWithVoid();
    }
}
