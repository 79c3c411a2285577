package io.isthmus.usersync.link;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.outbox.OutgoingEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The links, and the events that tell the other services of them. */
public final class Links {

    public static final String TOPIC = "isthmus.identity.links";
    private static final String COLUMNS =
            "cms_source, cms_uid, lms_source, lms_user_id, cms_username, lms_username, status, reason, version";

    private final Pool pool;
    private final Outbox outbox;
    private final Sources sources;
    private final Clock clock;

    Links(Pool pool, Outbox outbox, Sources sources, Clock clock) {
        this.pool = pool;
        this.outbox = outbox;
        this.sources = sources;
        this.clock = clock;
    }

    /** @return the links of these persons, unlinked ones too, by person */
    public Uni<Map<Long, Link>> ofPersons(Collection<Long> persons) {
        return Sql.list(
                        pool,
                        row -> row,
                        "select person_id, " + COLUMNS + " from link where person_id = any($1) and lms_source = $2",
                        persons.toArray(Long[]::new),
                        sources.lms())
                .map(rows -> {
                    var links = new HashMap<Long, Link>();
                    rows.forEach(row -> links.put(row.getLong("person_id"), link(row)));
                    return links;
                });
    }

    /** @return the link in force that this account has */
    public Uni<Optional<Link>> ofAccount(String lmsUserId) {
        return one(
                pool,
                "select " + COLUMNS + " from link where lms_source = $1 and lms_user_id = $2 and status <> 'unlinked'",
                sources.lms(),
                lmsUserId);
    }

    /**
     * @param after CMS uid of the last link before; empty for the beginning
     * @return links in force between these two sources, by CMS uid
     */
    public Uni<List<Link>> inForce(String after, int limit) {
        return Sql.list(
                pool,
                Links::link,
                "select " + COLUMNS + " from link where cms_source = $1 and lms_source = $2 and cms_uid > $3"
                        + " and status <> 'unlinked' order by cms_uid limit $4",
                sources.cms(),
                sources.lms(),
                after,
                limit);
    }

    /** @return the link of this user of the CMS, in force or not */
    public Uni<Optional<Link>> ofUser(String cmsUid) {
        return ofUser(pool, sources.cms(), cmsUid, sources.lms());
    }

    Uni<Optional<Link>> ofUser(SqlClient client, String cmsSource, String cmsUid, String lmsSource) {
        return one(
                client,
                "select " + COLUMNS + " from link where cms_source = $1 and cms_uid = $2 and lms_source = $3",
                cmsSource,
                cmsUid,
                lmsSource);
    }

    /** @return accounts of a few links in force */
    public Uni<List<String>> fewAccounts() {
        return Sql.list(
                pool,
                row -> row.getString("lms_user_id"),
                "select lms_user_id from link where lms_source = $1 and status <> 'unlinked' limit 3",
                sources.lms());
    }

    private static Uni<Optional<Link>> one(SqlClient client, String sql, Object... parameters) {
        return Sql.list(client, Links::link, sql, parameters)
                .map(found -> found.stream().findFirst());
    }

    private static Link link(Row row) {
        return new Link(
                row.getString("cms_source"),
                row.getString("cms_uid"),
                row.getString("lms_source"),
                row.getString("lms_user_id"),
                row.getString("cms_username"),
                row.getString("lms_username"),
                Link.Status.of(row.getString("status")),
                row.getString("reason"),
                row.getLong("version"));
    }

    /**
     * Saves a link under its next version and tells everybody.
     *
     * @param causation id of the event that led to it; null if none did
     */
    public Uni<Link> save(
            SqlConnection tx, long person, Link link, @Nullable String origin, @Nullable String causation) {
        return Sql.list(
                        tx,
                        row -> row.getLong("version"),
                        """
                        insert into link as l (cms_source, cms_uid, lms_source, person_id, lms_user_id, cms_username,
                          lms_username, status, reason, version, created_at, updated_at)
                        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10::timestamptz, $10::timestamptz)
                        on conflict (cms_source, cms_uid, lms_source) do update set person_id = $4, lms_user_id = $5,
                          cms_username = $6, lms_username = $7, status = $8, reason = $9, version = l.version + 1,
                          updated_at = $10::timestamptz
                        returning version""",
                        link.cmsSource(),
                        link.cmsUid(),
                        link.lmsSource(),
                        person,
                        link.lmsUserId(),
                        link.cmsUsername(),
                        link.lmsUsername(),
                        link.status().code(),
                        link.reason(),
                        clock.instant())
                .map(versions -> link.withVersion(versions.get(0)))
                .call(saved -> announce(tx, saved, origin, causation));
    }

    /** Tells everybody of a link as it is. */
    public Uni<Void> announce(SqlConnection tx, Link link, @Nullable String origin, @Nullable String causation) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("cmsSource", link.cmsSource())
                .put("cmsUid", link.cmsUid())
                .put("lmsSource", link.lmsSource());
        if (link.cmsUsername() != null) {
            data.put("cmsUsername", link.cmsUsername());
        }
        data.put("lmsUserId", link.lmsUserId());
        if (link.lmsUsername() != null) {
            data.put("lmsUsername", link.lmsUsername());
        }
        data.put("status", link.status().code()).put("version", link.version());
        return outbox.add(
                tx,
                List.of(new OutgoingEvent(
                        TOPIC, link.key(), "io.isthmus.link.changed.v1", link.key(), origin, causation, data)));
    }
}
