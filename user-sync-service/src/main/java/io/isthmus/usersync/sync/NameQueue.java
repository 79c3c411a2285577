package io.isthmus.usersync.sync;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.person.PersonKey;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for a login name or an address that somebody else has. A conflict about one ends by itself when the other
 * gives it up.
 */
final class NameQueue {

    private final Sources sources;
    private final FieldMerge merge;

    NameQueue(Sources sources, FieldMerge merge) {
        this.sources = sources;
        this.merge = merge;
    }

    /** @return who waits for a name that this person's account had when it was last seen, and has no more */
    Uni<List<PersonKey>> waiting(SqlConnection tx, long person, Situation situation) {
        return Sql.list(
                tx,
                row -> new PersonKey(sources.cms(), row.getString("external_id")),
                """
                select distinct k.external_id
                from unnest($2::text[], $3::text[]) as now (field, held)
                join unique_name mine on mine.person_id = $1 and mine.field = now.field
                join unique_name other on other.field = mine.field and other.wanted = mine.held and other.person_id <> $1
                join person_key k on k.person_id = other.person_id and k.source = $4
                where mine.held is distinct from now.held
                order by k.external_id""",
                person,
                fields(),
                held(situation),
                sources.cms());
    }

    /** @return for whose names, of all that these people's accounts had when last seen and have no more, somebody waits */
    Uni<Set<Long>> waitedFor(SqlConnection tx, Map<Long, Result.Settled> turns) {
        List<Name> names = names(turns);
        return Sql.list(
                        tx,
                        row -> row.getLong("person_id"),
                        """
                        select distinct mine.person_id
                        from unnest($1::bigint[], $2::text[], $3::text[]) as now (person_id, field, held)
                        join unique_name mine on mine.person_id = now.person_id and mine.field = now.field
                        join unique_name other on other.field = mine.field and other.wanted = mine.held
                          and other.person_id <> mine.person_id
                        where mine.held is distinct from now.held""",
                        names.stream().map(Name::person).toArray(Long[]::new),
                        names.stream().map(Name::field).toArray(String[]::new),
                        names.stream().map(Name::held).toArray(String[]::new))
                .map(Set::copyOf);
    }

    /** Remembers what each person's account has, and what it should have but could not get. */
    Uni<Void> remember(SqlConnection tx, Map<Long, Result.Settled> turns) {
        List<Name> names = names(turns);
        return Sql.run(
                        tx,
                        """
                        insert into unique_name as n (person_id, field, held, wanted)
                        select person_id, field, held, wanted
                        from unnest($1::bigint[], $2::text[], $3::text[], $4::text[]) as now (person_id, field, held, wanted)
                        where not exists (
                          select 1 from unique_name same where same.person_id = now.person_id and same.field = now.field
                            and (same.held, same.wanted) is not distinct from (now.held, now.wanted))
                        on conflict (person_id, field) do update set held = excluded.held, wanted = excluded.wanted""",
                        names.stream().map(Name::person).toArray(Long[]::new),
                        names.stream().map(Name::field).toArray(String[]::new),
                        names.stream().map(Name::held).toArray(String[]::new),
                        names.stream().map(Name::wanted).toArray(String[]::new))
                .replaceWithVoid();
    }

    /** What a person's account has of a kind, and what it should have but could not get; both hashed. */
    private record Name(
            Long person,
            String field,
            @Nullable String held,
            @Nullable String wanted) {}

    private List<Name> names(Map<Long, Result.Settled> turns) {
        return turns.entrySet().stream()
                .flatMap(turn -> UniqueNames.FIELDS.stream().map(field -> name(turn.getKey(), field, turn.getValue())))
                .toList();
    }

    private Name name(long person, String field, Result.Settled turn) {
        Set<String> reasons = reasons(field, UniqueNames.held(field));
        String wanted = missed(field, turn.situation(), turn.last(), reasons)
                .map(UniqueNames::hash)
                .orElse(null);
        return new Name(person, field, held(turn.situation(), field), wanted);
    }

    /** @return by field, what somebody had who was going to keep it; it may have become free since */
    Map<String, String> taken(Situation situation, SyncDecision last) {
        var taken = new HashMap<String, String>();
        for (String field : UniqueNames.FIELDS) {
            missed(field, situation, last, reasons(field, UniqueNames.takenByAnotherCms(field)))
                    .ifPresent(value -> taken.put(field, value));
        }
        return taken;
    }

    private static Set<String> reasons(String field, String other) {
        return Set.of(UniqueNames.taken(field), other);
    }

    private Optional<String> missed(String field, Situation situation, SyncDecision last, Set<String> reasons) {
        Account cms = situation.account(Side.CMS);
        String refusal = situation.refused().get(new Situation.Refusal(Side.LMS, field));
        String end = last instanceof SyncDecision.Conflict conflict ? conflict.reason() : null;
        boolean missed = refusal != null && reasons.contains(refusal) || end != null && reasons.contains(end);
        return cms == null || !missed ? Optional.empty() : merge.wanted(Side.LMS, field, cms);
    }

    private static String[] fields() {
        return UniqueNames.FIELDS.toArray(String[]::new);
    }

    private static @Nullable String[] held(Situation situation) {
        return UniqueNames.FIELDS.stream().map(field -> held(situation, field)).toArray(String[]::new);
    }

    private static @Nullable String held(Situation situation, String field) {
        Account account = situation.isLinked() ? situation.account(Side.LMS) : null;
        return account == null ? null : UniqueNames.hash(account.text(field));
    }
}
