package io.isthmus.usersync.person;

import io.isthmus.usersync.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;

/** Makes one person of two, when it turns out that they are. */
final class Merging {

    private final Clock clock;

    Merging(Clock clock) {
        this.clock = clock;
    }

    /**
     * Gives a person an identifier of another, and with it whoever was known by nothing else.
     *
     * <p>Fails with {@link PersonBusy} while somebody works on that other person.
     *
     * @return whether conflicts of the other's are now this one's
     */
    Uni<Boolean> merge(SqlConnection tx, long person, long other, PersonKey key) {
        return isKnownOtherwise(tx, other, key)
                .chain(known -> known ? move(tx, person, key).replaceWith(false) : absorb(tx, person, other, key));
    }

    private static Uni<Boolean> isKnownOtherwise(SqlConnection tx, long person, PersonKey key) {
        return Sql.list(
                        tx,
                        row -> row,
                        "select 1 from person_key where person_id = $1 and (source, external_id) <> ($2, $3) limit 1",
                        person,
                        key.source(),
                        key.externalId())
                .map(others -> !others.isEmpty());
    }

    private static Uni<Void> move(SqlConnection tx, long person, PersonKey key) {
        return Sql.run(
                        tx,
                        "update person_key set person_id = $1 where source = $2 and external_id = $3",
                        person,
                        key.source(),
                        key.externalId())
                .replaceWithVoid();
    }

    private Uni<Boolean> absorb(SqlConnection tx, long person, long other, PersonKey key) {
        return Sql.list(
                        tx,
                        row -> row.getLong("id"),
                        "select id from person where id = $2 and " + Replica.FREE + " for update skip locked",
                        clock.instant(),
                        other)
                .invoke(free -> {
                    if (free.isEmpty()) {
                        throw new PersonBusy();
                    }
                })
                .chain(() -> move(tx, person, key))
                .chain(() -> Sql.run(tx, "update journal set person_id = $1 where person_id = $2", person, other))
                .chain(() -> Sql.run(tx, "update conflict set person_id = $1 where person_id = $2", person, other))
                .call(() -> Sql.run(tx, "delete from person where id = $1", other))
                .map(conflicts -> conflicts > 0);
    }
}
