package io.isthmus.usersync.http;

import io.isthmus.usersync.Sql;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Remembers requests with a key, and how they were answered. */
@ApplicationScoped
class IdempotencyStore {

    private final Pool pool;
    private final Clock clock;
    private final IdempotencyConfig config;

    IdempotencyStore(Pool pool, Clock clock, IdempotencyConfig config) {
        this.pool = pool;
        this.clock = clock;
        this.config = config;
    }

    /** @param request names what is asked: two different requests never have the same */
    record Key(String client, String key, String request) {}

    /** @param status null while the first request is still being answered */
    record Kept(
            String request,
            @Nullable Integer status,
            @Nullable String location,
            @Nullable String mediaType,
            @Nullable String body) {

        private static Kept of(Row row) {
            return new Kept(
                    row.getString("request"),
                    row.getInteger("status"),
                    row.getString("location"),
                    row.getString("media_type"),
                    row.getString("body"));
        }
    }

    /** @return empty if this is the first time, which is remembered */
    Uni<Optional<Kept>> begin(Key key) {
        Instant now = clock.instant();
        return Sql.run(
                        pool,
                        """
                        insert into idempotency_key as i (client, key, request, created_at)
                        values ($1, $2, $3, $4::timestamptz)
                        on conflict (client, key) do update set request = $3, created_at = $4::timestamptz,
                          status = null, location = null, media_type = null, body = null
                        where i.created_at < $5::timestamptz
                          or i.status is null and i.created_at < $6::timestamptz""",
                        key.client(),
                        key.key(),
                        key.request(),
                        now,
                        now.minus(config.keep()),
                        now.minus(config.patience()))
                .chain(fresh -> fresh == 1 ? Uni.createFrom().item(Optional.empty()) : find(key));
    }

    private Uni<Optional<Kept>> find(Key key) {
        return Sql.list(
                        pool,
                        Kept::of,
                        "select request, status, location, media_type, body from idempotency_key"
                                + " where client = $1 and key = $2",
                        key.client(),
                        key.key())
                .map(List::stream)
                .map(found -> found.findFirst());
    }

    Uni<Void> answered(
            Key key, int status, @Nullable String location, @Nullable String mediaType, @Nullable String body) {
        return Sql.run(pool, """
                        update idempotency_key set status = $3, location = $4, media_type = $5, body = $6
                        where client = $1 and key = $2""", key.client(), key.key(), status, location, mediaType, body)
                .replaceWithVoid();
    }

    /** The request had no effect, so it may be made again. */
    Uni<Void> forget(Key key) {
        return Sql.run(pool, "delete from idempotency_key where client = $1 and key = $2", key.client(), key.key())
                .replaceWithVoid();
    }

    @Scheduled(every = "1h", delayed = "10m")
    Uni<Void> tidyUp() {
        return Sql.run(
                        pool,
                        "delete from idempotency_key where created_at < $1",
                        clock.instant().minus(config.keep()))
                .replaceWithVoid();
    }
}
