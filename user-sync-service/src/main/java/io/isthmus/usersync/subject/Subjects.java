package io.isthmus.usersync.subject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.subject.SubjectView.SubjectConflict;
import io.isthmus.usersync.subject.SubjectView.SubjectEntry;
import io.isthmus.usersync.subject.SubjectView.SubjectFields;
import io.isthmus.usersync.subject.SubjectView.SubjectIdentity;
import io.isthmus.usersync.subject.SubjectView.SubjectImport;
import io.isthmus.usersync.subject.SubjectView.SubjectLink;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Collects what is kept about a person. */
@Singleton
class Subjects {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String PERSON = "(select person_id from person_key where source = $1 and external_id = $2)";

    private final Pool pool;
    private final Sources sources;

    Subjects(Pool pool, Sources sources) {
        this.pool = pool;
        this.sources = sources;
    }

    Uni<SubjectView> export(String cmsUid) {
        return Uni.combine()
                .all()
                .unis(
                        identities(cmsUid),
                        links(cmsUid),
                        fields(cmsUid),
                        journal(cmsUid),
                        conflicts(cmsUid),
                        imports(cmsUid))
                .with((identities, links, fields, journal, conflicts, imports) ->
                        new SubjectView(sources.cms(), cmsUid, identities, links, fields, journal, conflicts, imports));
    }

    private Uni<List<SubjectIdentity>> identities(String cmsUid) {
        return Sql.list(
                pool,
                row -> new SubjectIdentity(row.getString("source"), row.getString("external_id")),
                "select source, external_id from person_key where person_id = " + PERSON
                        + " order by source, external_id",
                sources.cms(),
                cmsUid);
    }

    private Uni<List<SubjectLink>> links(String cmsUid) {
        return Sql.list(
                pool,
                row -> new SubjectLink(
                        row.getString("lms_source"),
                        row.getString("lms_user_id"),
                        row.getString("cms_username"),
                        row.getString("lms_username"),
                        row.getString("status"),
                        at(row, "created_at"),
                        at(row, "updated_at")),
                "select * from link where cms_source = $1 and cms_uid = $2",
                sources.cms(),
                cmsUid);
    }

    private Uni<List<SubjectFields>> fields(String cmsUid) {
        return Sql.list(
                pool,
                row -> new SubjectFields(row.getString("side"), at(row, "read_at"), json(row.getString("fields"))),
                "select side, read_at, fields::text as fields from shadow where cms_source = $1 and cms_uid = $2"
                        + " order by side",
                sources.cms(),
                cmsUid);
    }

    private Uni<List<SubjectEntry>> journal(String cmsUid) {
        return Sql.list(
                pool,
                row -> new SubjectEntry(
                        row.getLong("id"),
                        at(row, "received_at"),
                        row.getString("channel"),
                        row.getString("source"),
                        row.getString("type"),
                        row.getString("state"),
                        row.getString("reason"),
                        row.getBuffer("raw") == null
                                ? null
                                : row.getBuffer("raw").toString(StandardCharsets.UTF_8)),
                "select * from journal where person_id = " + PERSON + " order by id",
                sources.cms(),
                cmsUid);
    }

    private Uni<List<SubjectConflict>> conflicts(String cmsUid) {
        return Sql.list(
                pool,
                row -> new SubjectConflict(
                        row.getString("reason"),
                        List.of(row.getArrayOfStrings("accounts")),
                        at(row, "opened_at"),
                        Sql.instant(row, "resolved_at")),
                "select * from conflict where cms_source = $1 and cms_uid = $2 order by id",
                sources.cms(),
                cmsUid);
    }

    private Uni<List<SubjectImport>> imports(String cmsUid) {
        return Sql.list(
                pool,
                row -> new SubjectImport(
                        String.valueOf(row.getUUID("import_id")),
                        row.getString("username"),
                        row.getString("plan"),
                        row.getString("reason")),
                """
                select r.* from import_row r join import i on i.id = r.import_id
                where i.side = 'cms' and r.external_id = $2
                  or i.side = 'lms' and r.external_id in (
                    select external_id from person_key where source <> $1 and person_id = """ + PERSON + ") order by r.import_id",
                sources.cms(),
                cmsUid);
    }

    private static Instant at(Row row, String column) {
        return Objects.requireNonNull(Sql.instant(row, column));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a shadow is not what was written", e);
        }
    }
}
