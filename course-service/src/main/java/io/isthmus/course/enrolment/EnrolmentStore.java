package io.isthmus.course.enrolment;

import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.LmsAccount;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The table {@code enrolment}: what was last seen of each. */
@Singleton
class EnrolmentStore {

    private static final String SAVE = """
        insert into enrolment (lms_source, lms_user_id, course_id, name, short_name, progress, completed,
          completed_at, asked, start_date, end_date, last_access, target, past_since)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        on conflict (lms_source, lms_user_id, course_id) do update set
          name = excluded.name, short_name = excluded.short_name, progress = excluded.progress,
          completed = excluded.completed, completed_at = excluded.completed_at, asked = excluded.asked,
          start_date = excluded.start_date, end_date = excluded.end_date, last_access = excluded.last_access,
          target = excluded.target, past_since = excluded.past_since\
        """;

    private static final String LOCK = "select cast(pg_advisory_xact_lock(hashtextextended($1, 0)) as text)";

    private static final String ERASED = "select is_erased($1, $2, $3)";

    private final Pool pool;

    EnrolmentStore(Pool pool) {
        this.pool = pool;
    }

    Uni<List<Seen>> of(LmsAccount account) {
        return pool.preparedQuery("""
            select course_id, name, short_name, progress, completed, completed_at, asked, start_date,
              end_date, last_access, target, past_since
            from enrolment where lms_source = $1 and lms_user_id = $2
            order by past_since desc nulls first, course_id\
            """)
                .execute(Tuple.of(account.source(), account.userId()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> seen(row, account.source()))
                        .toList());
    }

    private static Seen seen(Row row, String source) {
        var enrolment = new Enrolment(
                new CourseId(source, row.getString("course_id")),
                row.getString("name"),
                row.getString("short_name"),
                row.getInteger("progress"),
                row.getBoolean("completed"),
                instant(row, "start_date"),
                instant(row, "end_date"),
                instant(row, "last_access"),
                row.getString("target"));
        return new Seen(enrolment, instant(row, "completed_at"), row.getBoolean("asked"), instant(row, "past_since"));
    }

    /**
     * @param asked when the LMS was
     * @return false if the person is erased: then nothing is saved
     */
    Uni<Boolean> save(LmsAccount account, List<Seen> changed, Instant asked) {
        if (changed.isEmpty()) {
            return Uni.createFrom().item(true);
        }
        List<Tuple> rows = changed.stream().map(seen -> tuple(account, seen)).toList();
        return pool.withTransaction(connection -> connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(account.lock()))
                .chain(() -> connection
                        .preparedQuery(ERASED)
                        .execute(Tuple.of(account.source(), account.userId(), time(asked))))
                .chain(erased -> erased.iterator().next().getBoolean(0)
                        ? Uni.createFrom().item(false)
                        : connection.preparedQuery(SAVE).executeBatch(rows).replaceWith(true)));
    }

    private static Tuple tuple(LmsAccount account, Seen seen) {
        Enrolment enrolment = seen.enrolment();
        return Tuple.tuple()
                .addString(account.source())
                .addString(account.userId())
                .addString(enrolment.id().id())
                .addString(enrolment.name())
                .addString(enrolment.shortName())
                .addInteger(enrolment.progress())
                .addBoolean(enrolment.completed())
                .addOffsetDateTime(time(seen.completedAt()))
                .addBoolean(seen.asked())
                .addOffsetDateTime(time(enrolment.startDate()))
                .addOffsetDateTime(time(enrolment.endDate()))
                .addOffsetDateTime(time(enrolment.lastAccess()))
                .addString(enrolment.target())
                .addOffsetDateTime(time(seen.pastSince()));
    }

    private static @Nullable Instant instant(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column))
                .map(OffsetDateTime::toInstant)
                .orElse(null);
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
