package io.isthmus.usersync.conflict;

import io.isthmus.usersync.Sql;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The conflicts, open and resolved. */
public final class Conflicts {

    /** What there is one open conflict of. */
    private static final String USER = "(cms_source, cms_uid, lms_source) where resolved_at is null";

    private static final String ACCOUNT = "(lms_source, accounts) where resolved_at is null and cms_uid is null";

    private final Pool pool;
    private final Clock clock;

    public Conflicts(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * What to look for; null means any.
     *
     * @param resolved whether a person, or time, has settled it
     * @param before id of the last one of the page before
     */
    record Filter(
            @Nullable String cmsUid,
            @Nullable String reason,
            boolean resolved,
            @Nullable Long before) {}

    /** @return the newest first */
    Uni<List<Conflict>> list(Filter filter, int limit) {
        return Sql.list(
                pool, Conflict::of, """
                select * from conflict where (resolved_at is not null) = $1
                  and ($2::text is null or cms_uid = $2) and ($3::text is null or reason = $3)
                  and ($4::bigint is null or id < $4) order by id desc limit $5""", filter.resolved(), filter.cmsUid(), filter.reason(), filter.before(), limit);
    }

    Uni<Optional<Conflict>> find(long id) {
        return Sql.list(pool, Conflict::of, "select * from conflict where id = $1", id)
                .map(found -> found.stream().findFirst());
    }

    /** @return those of them of whom one is open */
    public Uni<Set<Long>> openOf(Collection<Long> persons) {
        return Sql.list(
                        pool,
                        row -> row.getLong("person_id"),
                        "select person_id from conflict where person_id = any($1) and resolved_at is null",
                        (Object) persons.toArray(Long[]::new))
                .map(found -> found.stream().collect(Collectors.toSet()));
    }

    public Uni<Void> open(SqlConnection tx, Finding finding) {
        return Sql.run(
                        tx,
                        """
                        insert into conflict (person_id, cms_source, cms_uid, lms_source, reason, accounts, fields,
                          journal_id, opened_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                        on conflict\s""" + (finding.cmsUid() == null ? ACCOUNT : USER) + " do update set " + """
                          person_id = $1, reason = $5, accounts = $6, fields = $7, journal_id = $8,
                          opened_at = case when conflict.reason = $5 then conflict.opened_at else $9 end""",
                        finding.personId(),
                        finding.cmsSource(),
                        finding.cmsUid(),
                        finding.lmsSource(),
                        finding.reason(),
                        finding.accounts().toArray(String[]::new),
                        finding.fields().toArray(String[]::new),
                        finding.journalId(),
                        clock.instant())
                .replaceWithVoid();
    }

    /**
     * The person's turn went well, so whatever was in the way is not any more. What was settled before, about an account
     * that nobody at the CMS had, is theirs from now on.
     *
     * @param cmsUid null if they are not known at the CMS
     */
    public Uni<Void> gone(SqlConnection tx, long person, @Nullable String cmsUid) {
        return Sql.run(tx, """
                        update conflict set resolved_at = coalesce(resolved_at, $2::timestamptz),
                          resolution = coalesce(resolution, 'gone'), cms_uid = coalesce(cms_uid, $3::text)
                        where person_id = $1 and (resolved_at is null or cms_uid is null and $3::text is not null)""", person, clock.instant(), cmsUid).chain(() -> supersede(tx, person));
    }

    private static Uni<Void> supersede(SqlConnection tx, long person) {
        return Sql.run(tx, """
                        update journal set state = 'superseded', reason = 'resolved'
                        where person_id = $1 and state = 'conflict'""", person).replaceWithVoid();
    }

    /** The two are linked, so the entries that met it are settled too. Call it under the person's lease, or lock. */
    Uni<Void> linked(SqlConnection tx, long id, String cmsUid, String by) {
        return Sql.list(tx, row -> row.getLong("person_id"), """
                        update conflict set resolved_at = $2::timestamptz, resolution = 'link', resolved_by = $3,
                          cms_uid = coalesce(cms_uid, $4)
                        where id = $1 and resolved_at is null returning person_id""", id, clock.instant(), by, cmsUid)
                .chain(persons -> persons.isEmpty() ? Uni.createFrom().voidItem() : supersede(tx, persons.get(0)));
    }

    /** @return the entries that met it, and are to be discarded with it */
    Uni<List<Long>> dismiss(long id, String by) {
        return Sql.list(pool, row -> row.getLong("id"), """
                with dismissed as (
                  update conflict set resolved_at = $2::timestamptz, resolution = 'dismiss', resolved_by = $3
                  where id = $1 and resolved_at is null returning person_id, journal_id)
                select j.id from journal j join dismissed d on d.person_id = j.person_id
                where j.state = 'conflict' or j.id = d.journal_id""", id, clock.instant(), by);
    }
}
