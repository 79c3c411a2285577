package io.isthmus.course.binding;

import io.isthmus.course.source.CourseId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** The table {@code binding}. */
@Singleton
class BindingStore {

    private static final String COLUMNS =
            "select cms_source, content_id, course_id, course_name, bound_at from binding ";

    private final Pool pool;

    BindingStore(Pool pool) {
        this.pool = pool;
    }

    Uni<Optional<Binding>> find(String cmsSource, String contentId) {
        return pool.preparedQuery(COLUMNS + "where cms_source = $1 and content_id = $2")
                .execute(Tuple.of(cmsSource, contentId))
                .map(rows -> bindings(rows).stream().findFirst());
    }

    /**
     * @param course only bindings of this one
     * @param after content id behind which the list begins; empty for the start
     */
    Uni<List<Binding>> list(String cmsSource, Optional<CourseId> course, String after, int limit) {
        return pool.preparedQuery(COLUMNS + """
            where cms_source = $1 and ($2::text is null or course_id = $2) and content_id > $3
            order by content_id limit $4\
            """)
                .execute(Tuple.tuple()
                        .addString(cmsSource)
                        .addString(course.map(CourseId::toString).orElse(null))
                        .addString(after)
                        .addInteger(limit))
                .map(BindingStore::bindings);
    }

    /** @return whether there was none before; binding the same course again keeps the date */
    Uni<Boolean> save(Binding binding) {
        return pool.preparedQuery("""
            insert into binding (cms_source, content_id, course_id, course_name, bound_at)
            values ($1, $2, $3, $4, $5)
            on conflict (cms_source, content_id) do update set
              course_id = excluded.course_id, course_name = excluded.course_name,
              bound_at = case when binding.course_id = excluded.course_id
                then binding.bound_at else excluded.bound_at end
            returning (xmax = 0) as added\
            """)
                .execute(Tuple.of(
                        binding.cmsSource(),
                        binding.contentId(),
                        binding.course().toString(),
                        binding.courseName(),
                        binding.boundAt().atOffset(ZoneOffset.UTC)))
                .map(rows -> rows.iterator().next().getBoolean("added"));
    }

    Uni<Void> remove(String cmsSource, String contentId) {
        return pool.preparedQuery("delete from binding where cms_source = $1 and content_id = $2")
                .execute(Tuple.of(cmsSource, contentId))
                .replaceWithVoid();
    }

    private static List<Binding> bindings(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Binding(
                        row.getString(0),
                        row.getString(1),
                        CourseId.parse(row.getString(2)).orElseThrow(),
                        row.getString(3),
                        row.getOffsetDateTime(4).toInstant()))
                .toList();
    }
}
