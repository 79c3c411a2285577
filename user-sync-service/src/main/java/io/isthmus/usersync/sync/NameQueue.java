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

    /** Remembers what the person's account has, and what it should have but could not get. */
    Uni<Void> remember(SqlConnection tx, long person, Situation situation, SyncDecision last) {
        String[] wanted = UniqueNames.FIELDS.stream()
                .map(field -> missed(field, situation, last, Set.of(UniqueNames.taken(field), UniqueNames.held(field)))
                        .map(UniqueNames::hash)
                        .orElse(null))
                .toArray(String[]::new);
        return Sql.run(tx, """
                        insert into unique_name as n (person_id, field, held, wanted)
                        select $1, field, held, wanted from unnest($2::text[], $3::text[], $4::text[]) as now (field, held, wanted)
                        on conflict (person_id, field) do update set held = excluded.held, wanted = excluded.wanted
                        where (n.held, n.wanted) is distinct from (excluded.held, excluded.wanted)""", person, fields(), held(situation), wanted).replaceWithVoid();
    }

    /** @return by field, what somebody had who was going to keep it; it may have become free since */
    Map<String, String> taken(Situation situation, SyncDecision last) {
        var taken = new HashMap<String, String>();
        for (String field : UniqueNames.FIELDS) {
            missed(field, situation, last, Set.of(UniqueNames.taken(field)))
                    .ifPresent(value -> taken.put(field, value));
        }
        return taken;
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
        Account account = situation.isLinked() ? situation.account(Side.LMS) : null;
        return UniqueNames.FIELDS.stream()
                .map(field -> account == null ? null : UniqueNames.hash(account.text(field)))
                .toArray(String[]::new);
    }
}
