package io.isthmus.course.link;

import io.isthmus.course.source.LmsAccount;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The tables {@code link} and {@code link_feed}: links and the offsets they were read up to, always changed together. A
 * link that is older than its person's erasure is there for nobody ({@code live_link}).
 */
@Singleton
class LinkStore {

    private static final String SAVE = """
        insert into link (cms_source, cms_uid, lms_source, lms_user_id, linked, version, feed_partition, generation,
          told_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (cms_source, cms_uid, lms_source) do update set
          lms_user_id = excluded.lms_user_id, linked = excluded.linked, version = excluded.version,
          feed_partition = excluded.feed_partition, generation = excluded.generation, told_at = excluded.told_at
        where link.feed_partition = excluded.feed_partition or link.version <= excluded.version\
        """;

    private static final String REMOVE = """
        delete from link
        where cms_source = $1 and cms_uid = $2 and lms_source = $3\
        """;

    private static final String BEGIN = """
        insert into link_feed (feed_partition, topic_id, next_offset, generation, heard_at)
        values ($1, $2, $3, $4, $5)
        on conflict (feed_partition) do update set
          topic_id = excluded.topic_id, next_offset = excluded.next_offset,
          generation = excluded.generation, heard_at = excluded.heard_at\
        """;

    private final Pool pool;

    LinkStore(Pool pool) {
        this.pool = pool;
    }

    Uni<List<LmsAccount>> find(String cmsSource, String cmsUid) {
        return pool.preparedQuery("""
            select lms_source, lms_user_id from live_link
            where cms_source = $1 and cms_uid = $2\
            """)
                .execute(Tuple.of(cmsSource, cmsUid))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new LmsAccount(row.getString(0), row.getString(1)))
                        .toList());
    }

    Uni<Boolean> isLinked(LmsAccount account, String cmsSource) {
        return pool.preparedQuery("""
            select 1 from live_link
            where lms_source = $1 and lms_user_id = $2 and cms_source = $3 limit 1\
            """)
                .execute(Tuple.of(account.source(), account.userId(), cmsSource))
                .map(rows -> rows.size() > 0);
    }

    Uni<Map<Integer, Feed>> feeds() {
        return pool.query("select feed_partition, topic_id, next_offset, generation, heard_at from link_feed")
                .execute()
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(LinkStore::feed)
                        .collect(Collectors.toMap(Feed::partition, feed -> feed)));
    }

    private static Feed feed(Row row) {
        return new Feed(
                row.getInteger(0),
                row.getString(1),
                row.getLong(2),
                row.getLong(3),
                row.getOffsetDateTime(4).toInstant());
    }

    /** Starts a partition, or starts it over. */
    Uni<Void> begin(Feed feed) {
        return pool.preparedQuery(BEGIN)
                .execute(Tuple.tuple(List.of(
                        feed.partition(), feed.topicId(), feed.nextOffset(), feed.generation(), time(feed.heardAt()))))
                .replaceWithVoid();
    }

    /**
     * Applies what another replica has not applied before; the feed's row is locked meanwhile.
     *
     * @param changes by offset, in order
     * @return false if the partition was started over since: nothing was applied
     */
    Uni<Boolean> apply(Feed feed, List<Map.Entry<Long, LinkChange>> changes, long position, Instant now) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(
                        "select next_offset from link_feed where feed_partition = $1 and generation = $2 for update")
                .execute(Tuple.of(feed.partition(), feed.generation()))
                .chain(rows -> {
                    if (rows.size() == 0) {
                        return Uni.createFrom().item(false);
                    }
                    long next = rows.iterator().next().getLong(0);
                    Uni<Void> applied = Uni.createFrom().voidItem();
                    for (var change : changes) {
                        if (change.getKey() >= next) {
                            applied = applied.chain(() -> apply(connection, feed, change.getValue()));
                        }
                    }
                    return applied.chain(() -> advance(connection, feed, position, now))
                            .replaceWith(true);
                }));
    }

    private static Uni<Void> apply(SqlConnection connection, Feed feed, LinkChange change) {
        LinkChange.Key key = change.key();
        if (change instanceof LinkChange.Changed changed) {
            return connection
                    .preparedQuery(SAVE)
                    .execute(Tuple.tuple(List.of(
                            key.cmsSource(),
                            key.cmsUid(),
                            key.lmsSource(),
                            changed.lmsUserId(),
                            changed.linked(),
                            changed.version(),
                            feed.partition(),
                            feed.generation(),
                            time(changed.toldAt()))))
                    .replaceWithVoid();
        }
        return connection
                .preparedQuery(REMOVE)
                .execute(Tuple.of(key.cmsSource(), key.cmsUid(), key.lmsSource()))
                .replaceWithVoid();
    }

    private static Uni<Void> advance(SqlConnection connection, Feed feed, long position, Instant now) {
        return connection
                .preparedQuery("""
                    update link_feed set next_offset = greatest(next_offset, $2), heard_at = $3
                    where feed_partition = $1\
                    """)
                .execute(Tuple.of(feed.partition(), position, time(now)))
                .replaceWithVoid();
    }

    /** Notes that the partitions were listened to just now. */
    Uni<Void> heard(Instant now) {
        return pool.preparedQuery("update link_feed set heard_at = $1")
                .execute(Tuple.of(time(now)))
                .replaceWithVoid();
    }

    /** Removes what a rebuild did not meet again. */
    Uni<Void> sweep(Feed feed) {
        return pool.preparedQuery("delete from link where feed_partition = $1 and generation < $2")
                .execute(Tuple.of(feed.partition(), feed.generation()))
                .replaceWithVoid();
    }

    private static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
