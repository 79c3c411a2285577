package io.isthmus.usersync.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.link.Link;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where shadows are kept. */
final class Shadows {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, Map<String, String>>> FIELDS = new TypeReference<>() {};

    private final Pool pool;

    Shadows(Pool pool) {
        this.pool = pool;
    }

    /** @return by person */
    Uni<Map<Long, Shadow>> ofPersons(Collection<Long> persons) {
        return Sql.list(pool, row -> row, """
                        select l.person_id, s.side, s.fields::text as fields from link l
                        join shadow s using (cms_source, cms_uid, lms_source)
                        where l.person_id = any($1)""", (Object) persons.toArray(Long[]::new))
                .map(rows -> {
                    var shadows = new HashMap<Long, Shadow>();
                    rows.forEach(row -> shadows.merge(
                            row.getLong("person_id"),
                            Shadow.NONE.with(Side.of(row.getString("side")), traces(row.getString("fields"))),
                            Shadows::merged));
                    return shadows;
                });
    }

    /** @return what is remembered of these accounts of a side, by their id; of linked ones only */
    Uni<Map<String, Shadow>> ofAccounts(Side side, Collection<String> ids) {
        String column = side == Side.CMS ? "cms_uid" : "lms_user_id";
        return Sql.list(
                        pool,
                        row -> row,
                        "select l." + column + " as id, s.fields::text as fields from link l"
                                + " join shadow s using (cms_source, cms_uid, lms_source)"
                                + " where l." + column + " = any($1) and s.side = $2 and l.status <> 'unlinked'",
                        ids.toArray(String[]::new),
                        side.code())
                .map(rows -> {
                    var shadows = new HashMap<String, Shadow>();
                    rows.forEach(row ->
                            shadows.put(row.getString("id"), Shadow.NONE.with(side, traces(row.getString("fields")))));
                    return shadows;
                });
    }

    private static Shadow merged(Shadow one, Shadow other) {
        var sides = new HashMap<>(one.sides());
        sides.putAll(other.sides());
        return new Shadow(sides);
    }

    Uni<Void> save(SqlConnection tx, Link link, Shadow shadow, Instant now) {
        var sides = shadow.sides().keySet().stream().toList();
        return Sql.run(
                        tx,
                        """
                        insert into shadow (cms_source, cms_uid, lms_source, side, fields, read_at)
                        select $1, $2, $3, side, fields::jsonb, $6::timestamptz
                        from unnest($4::text[], $5::text[]) as shadow (side, fields)
                        on conflict (cms_source, cms_uid, lms_source, side)
                          do update set fields = excluded.fields, read_at = excluded.read_at""",
                        link.cmsSource(),
                        link.cmsUid(),
                        link.lmsSource(),
                        sides.stream().map(Side::code).toArray(String[]::new),
                        sides.stream().map(side -> json(shadow.fields(side))).toArray(String[]::new),
                        now)
                .replaceWithVoid();
    }

    Uni<Void> forget(SqlConnection tx, Link link) {
        return Sql.run(
                        tx,
                        "delete from shadow where cms_source = $1 and cms_uid = $2 and lms_source = $3",
                        link.cmsSource(),
                        link.cmsUid(),
                        link.lmsSource())
                .replaceWithVoid();
    }

    private static String json(Map<String, Trace> traces) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        traces.forEach((field, trace) -> {
            ObjectNode node = fields.putObject(field);
            put(node, "read", trace.read());
            put(node, "sent", trace.sent());
            node.put("writer", trace.writer()).put("at", trace.at().toString());
        });
        return fields.toString();
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static Map<String, Trace> traces(String json) {
        try {
            var traces = new HashMap<String, Trace>();
            JSON.readValue(json, FIELDS)
                    .forEach((field, trace) -> traces.put(
                            field,
                            new Trace(
                                    trace.get("read"),
                                    trace.get("sent"),
                                    String.valueOf(trace.get("writer")),
                                    Instant.parse(trace.get("at")))));
            return traces;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a shadow is not what was written", e);
        }
    }
}
