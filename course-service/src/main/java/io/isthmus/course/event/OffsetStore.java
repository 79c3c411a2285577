package io.isthmus.course.event;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The table {@code feed_offset}: how far what a topic tells has been kept. It is saved after what was kept, which may
 * therefore be kept again. For the threads of readers, which it blocks.
 */
@Singleton
public class OffsetStore {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final Pool pool;

    OffsetStore(Pool pool) {
        this.pool = pool;
    }

    /** @return next offsets by partition; none for a topic that was made anew since */
    public Map<Integer, Long> of(String topic, String topicId) {
        return await(pool.preparedQuery(
                        "select feed_partition, next_offset from feed_offset where topic = $1 and topic_id = $2")
                .execute(Tuple.of(topic, topicId))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .collect(Collectors.toMap(row -> row.getInteger(0), row -> row.getLong(1)))));
    }

    /** Keeps the greater one, since other replicas may be ahead. */
    public void save(String topic, String topicId, int partition, long nextOffset) {
        await(pool.preparedQuery("""
            insert into feed_offset (topic, feed_partition, topic_id, next_offset) values ($1, $2, $3, $4)
            on conflict (topic, feed_partition) do update set
              topic_id = excluded.topic_id,
              next_offset = case when feed_offset.topic_id = excluded.topic_id
                then greatest(feed_offset.next_offset, excluded.next_offset)
                else excluded.next_offset end\
            """).execute(Tuple.of(topic, partition, topicId, nextOffset)));
    }

    private static <T> T await(Uni<T> work) {
        return work.await().atMost(TIMEOUT);
    }
}
