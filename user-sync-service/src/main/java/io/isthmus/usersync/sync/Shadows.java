package io.isthmus.usersync.sync;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.link.Link;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
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

    Uni<Void> save(SqlConnection tx, Map<Link, Shadow> shadows, Instant now) {
        var rows = new ArrayList<Row>();
        shadows.forEach((link, shadow) ->
                shadow.sides().forEach((side, fields) -> rows.add(new Row(link, side.code(), json(fields)))));
        return Sql.run(
                        tx,
                        """
                        insert into shadow (cms_source, cms_uid, lms_source, side, fields, read_at)
                        select cms_source, cms_uid, lms_source, side, fields::jsonb, $6::timestamptz
                        from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                          as shadow (cms_source, cms_uid, lms_source, side, fields)
                        on conflict (cms_source, cms_uid, lms_source, side)
                          do update set fields = excluded.fields, read_at = excluded.read_at""",
                        rows.stream().map(row -> row.link().cmsSource()).toArray(String[]::new),
                        rows.stream().map(row -> row.link().cmsUid()).toArray(String[]::new),
                        rows.stream().map(row -> row.link().lmsSource()).toArray(String[]::new),
                        rows.stream().map(Row::side).toArray(String[]::new),
                        rows.stream().map(Row::fields).toArray(String[]::new),
                        now)
                .replaceWithVoid();
    }

    private record Row(Link link, String side, String fields) {}

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
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Trace> field : traces.entrySet()) {
                Trace trace = field.getValue();
                json.writeObjectFieldStart(field.getKey());
                put(json, "read", trace.read());
                put(json, "sent", trace.sent());
                put(json, "writer", trace.writer());
                put(json, "at", trace.at().toString());
                json.writeEndObject();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void put(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    private static Map<String, Trace> traces(String json) {
        try {
            var traces = new HashMap<String, Trace>();
            var times = new HashMap<String, Instant>();
            JSON.readValue(json, FIELDS)
                    .forEach((field, trace) -> traces.put(
                            field,
                            new Trace(
                                    trace.get("read"),
                                    trace.get("sent"),
                                    String.valueOf(trace.get("writer")),
                                    times.computeIfAbsent(String.valueOf(trace.get("at")), Instant::parse))));
            return traces;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a shadow is not what was written", e);
        }
    }
}
