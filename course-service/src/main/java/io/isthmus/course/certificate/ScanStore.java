package io.isthmus.course.certificate;

import io.isthmus.course.source.LmsAccount;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The table {@code certificate_scan}: up to when everything of an LMS is in the archive, and who is looking. */
@Singleton
class ScanStore {

    private final Pool pool;

    ScanStore(Pool pool) {
        this.pool = pool;
    }

    /** @return the date of the newest certificate seen; empty if another replica is scanning */
    Uni<Optional<Instant>> claim(String source, Instant now, Duration lease) {
        return pool.preparedQuery("""
            insert into certificate_scan (lms_source, watermark, claimed_until) values ($1, $2, $4)
            on conflict (lms_source) do update set claimed_until = excluded.claimed_until
            where certificate_scan.claimed_until <= $3
            returning watermark\
            """)
                .execute(Tuple.of(
                        source,
                        Instant.EPOCH.atOffset(ZoneOffset.UTC),
                        now.atOffset(ZoneOffset.UTC),
                        now.plus(lease).atOffset(ZoneOffset.UTC)))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .findFirst()
                        .map(row -> row.getOffsetDateTime(0).toInstant()));
    }

    /** Ends a scan. */
    Uni<Void> release(String source, Instant watermark, Instant now) {
        return pool.preparedQuery("""
            update certificate_scan set watermark = greatest(watermark, $2), claimed_until = $3
            where lms_source = $1\
            """)
                .execute(Tuple.of(source, watermark.atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** @return accounts whose people are erased here */
    Uni<Set<LmsAccount>> erased(String source) {
        return pool.preparedQuery("""
            select lms_user_id from erased
            where lms_source = $1 and is_erased(lms_source, lms_user_id, 'infinity')\
            """)
                .execute(Tuple.of(source))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map((Row row) -> new LmsAccount(source, row.getString(0)))
                        .collect(Collectors.toSet()));
    }
}
