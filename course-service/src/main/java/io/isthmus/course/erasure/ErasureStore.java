package io.isthmus.course.erasure;

import io.isthmus.course.source.LmsAccount;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** Removes a person from every table that holds what they learned. */
@Singleton
class ErasureStore {

    private static final List<String> TABLES = List.of("enrolment", "certificate_change", "certificate");

    /** Whoever is adding something ends before, and whoever comes after finds the note. */
    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended($1, 0)) as text)";

    /** Done before where it changes nothing, so that who was linked anew since is not erased again. */
    private static final String END = """
        insert into erased_link (lms_source, lms_user_id, cms_source, told_at) values ($1, $2, $3, $4)
        on conflict (lms_source, lms_user_id, cms_source) do update set told_at = excluded.told_at
        where erased_link.told_at < excluded.told_at\
        """;

    private static final String NOTE = """
        insert into erased values ($1, $2, $3)
        on conflict (lms_source, lms_user_id) do update set erased_at = excluded.erased_at\
        """;

    private final Pool pool;

    ErasureStore(Pool pool) {
        this.pool = pool;
    }

    /**
     * All or nothing; a second time changes nothing.
     *
     * @param cmsSource whose person was linked to the account
     * @param toldAt when user-sync-service said so
     */
    Uni<Void> erase(LmsAccount account, String cmsSource, Instant toldAt, Instant now) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(account.lock()))
                .chain(() -> connection
                        .preparedQuery(END)
                        .execute(Tuple.of(account.source(), account.userId(), cmsSource, time(toldAt))))
                .chain(ended -> ended.rowCount() == 0 ? Uni.createFrom().voidItem() : erase(connection, account, now)));
    }

    private static Uni<Void> erase(SqlConnection connection, LmsAccount account, Instant now) {
        Uni<Void> work = connection
                .preparedQuery(NOTE)
                .execute(Tuple.of(account.source(), account.userId(), time(now)))
                .replaceWithVoid();
        for (String table : TABLES) {
            work = work.chain(() -> connection
                    .preparedQuery("delete from " + table + " where lms_source = $1 and lms_user_id = $2")
                    .execute(Tuple.of(account.source(), account.userId()))
                    .replaceWithVoid());
        }
        return work;
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
