package io.isthmus.usersync.person;

import io.isthmus.usersync.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Persons and their identifiers.
 *
 * <p>Whoever locks both takes identifiers before persons, and each in order; so nobody waits in a circle. A person's
 * row is locked before its entries are counted, so no entry arrives unseen.
 */
public final class Persons {

    private final Pool pool;
    private final Clock clock;
    private final Merging merging;
    private final Leases leases;

    /** @param lease how long a worker may take for one person */
    public Persons(Pool pool, Clock clock, Duration lease) {
        this.pool = pool;
        this.clock = clock;
        this.merging = new Merging(clock);
        this.leases = new Leases(pool, this, clock, lease);
    }

    public Leases leases() {
        return leases;
    }

    /** Finds the persons with these identifiers and makes those that are new; they stay where they are until the end of tx. */
    public Uni<Map<PersonKey, Long>> resolve(SqlConnection tx, Collection<PersonKey> wanted) {
        var keys = List.copyOf(new HashSet<>(wanted));
        String[] sources = keys.stream().map(PersonKey::source).toArray(String[]::new);
        String[] ids = keys.stream().map(PersonKey::externalId).toArray(String[]::new);
        return Sql.list(tx, row -> row, """
                        select source, external_id, person_id from person_key
                        where (source, external_id) in (select * from unnest($1::text[], $2::text[]))
                        order by source, external_id for share""", sources, ids)
                .map(Persons::byKey)
                .chain(found -> found.size() == keys.size()
                        ? Uni.createFrom().item(found)
                        : make(tx, sources, ids).chain(() -> resolve(tx, keys)));
    }

    private Uni<Integer> make(SqlConnection tx, String[] sources, String[] ids) {
        return Sql.run(tx, """
                        with fresh as (
                          insert into person_key (source, external_id, person_id)
                          select source, external_id, nextval('person_id')
                          from unnest($1::text[], $2::text[]) as wanted (source, external_id)
                          where not exists (select 1 from person_key k
                            where k.source = wanted.source and k.external_id = wanted.external_id)
                          order by source collate "C", external_id collate "C"
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

    /** Remembers that the source has deleted the person, or has them. It locks the identifier: before {@link Leases#guard}. */
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
        return Sql.run(tx, """
                        with locked as (
                          select id, next_at from person where id = any($1) order by id for no key update)
                        update person p set next_at = $2::timestamptz from locked
                        where p.id = locked.id and (locked.next_at is null or locked.next_at > $2::timestamptz)""", ids, clock.instant()).replaceWithVoid();
    }

    /** Locks several at once, in order. It comes after {@link #resolve} and before {@link Leases#guard}. */
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

    /**
     * Has those who are to be tried again later tried sooner, those who would come first at first. Who is being worked on
     * right now is passed over.
     *
     * @param reason what their entries wait for begins with it
     * @param most so many at most
     * @param apart from one to the next
     * @return how many
     */
    public Uni<Integer> hurry(String reason, int most, Duration apart) {
        return Sql.run(pool, """
                with waiting as (
                  select id, next_at from person p where next_at > $1 and exists (
                    select 1 from journal j where j.person_id = p.id and j.state = 'waiting' and starts_with(j.reason, $2))
                  order by next_at limit $3 for no key update skip locked),
                placed as (select id, $1 + row_number() over (order by next_at) * $4::bigint * interval '1 ms' as due from waiting)
                update person p set next_at = due from placed where p.id = placed.id and p.next_at > due""", clock.instant(), reason, most, apart.toMillis());
    }

    private static Uni<List<Long>> lock(SqlConnection tx, Long[] ids) {
        return Sql.list(
                tx,
                row -> row.getLong("id"),
                "select id from person where id = any($1) order by id for no key update",
                (Object) ids);
    }

    /**
     * Makes the identifier one of the holder of the lease, and with it whoever was known by nothing else. It locks the
     * identifier, so it comes before {@link Leases#guard}.
     *
     * <p>Fails with {@link PersonBusy} while somebody works on that other person.
     *
     * @return whether conflicts came with it
     */
    public Uni<Boolean> join(SqlConnection tx, Lease held, PersonKey key) {
        return make(tx, new String[] {key.source()}, new String[] {key.externalId()})
                .chain(() -> Sql.list(
                        tx,
                        row -> row.getLong("person_id"),
                        "select person_id from person_key where source = $1 and external_id = $2 for update",
                        key.source(),
                        key.externalId()))
                .map(owners -> owners.get(0))
                .chain(owner -> owner == held.personId()
                        ? Uni.createFrom().item(false)
                        : merging.merge(tx, held.personId(), owner, key));
    }

    /** Forgets that the identifier is anybody's. It locks the identifier, so it comes before {@link Leases#guard}. */
    public Uni<Void> forget(SqlConnection tx, PersonKey key) {
        return Sql.run(
                        tx,
                        "delete from person_key where source = $1 and external_id = $2",
                        key.source(),
                        key.externalId())
                .replaceWithVoid();
    }
}
