package io.isthmus.usersync.subject;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.subject.SubjectView.SubjectBrake;
import io.isthmus.usersync.subject.SubjectView.SubjectConflict;
import io.isthmus.usersync.subject.SubjectView.SubjectEntry;
import io.isthmus.usersync.subject.SubjectView.SubjectFields;
import io.isthmus.usersync.subject.SubjectView.SubjectHash;
import io.isthmus.usersync.subject.SubjectView.SubjectIdentity;
import io.isthmus.usersync.subject.SubjectView.SubjectImport;
import io.isthmus.usersync.subject.SubjectView.SubjectLink;
import io.isthmus.usersync.subject.SubjectView.SubjectReconciliation;
import io.isthmus.usersync.subject.SubjectView.SubjectScan;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

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
                .unis(identities(cmsUid), links(cmsUid), fields(cmsUid), journal(cmsUid), conflicts(cmsUid))
                .asTuple()
                .chain(known -> Uni.combine()
                        .all()
                        .unis(brake(cmsUid), imports(cmsUid), reconciliations(cmsUid), scans(cmsUid), hashes(cmsUid))
                        .with((brake, imports, reconciliations, scans, hashes) -> new SubjectView(
                                sources.cms(),
                                cmsUid,
                                known.getItem1(),
                                known.getItem2(),
                                known.getItem3(),
                                known.getItem4(),
                                known.getItem5(),
                                brake,
                                imports,
                                reconciliations,
                                scans,
                                hashes)));
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
                        Sql.time(row, "created_at"),
                        Sql.time(row, "updated_at")),
                "select * from link where cms_source = $1 and cms_uid = $2",
                sources.cms(),
                cmsUid);
    }

    private Uni<List<SubjectFields>> fields(String cmsUid) {
        return Sql.list(
                pool,
                row -> new SubjectFields(
                        row.getString("side"), Sql.time(row, "read_at"), json(row.getString("fields"))),
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
                        Sql.time(row, "received_at"),
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
                        Sql.time(row, "opened_at"),
                        Sql.instant(row, "resolved_at")),
                "select * from conflict where cms_source = $1 and cms_uid = $2 or person_id = " + PERSON
                        + " order by id",
                sources.cms(),
                cmsUid);
    }

    private Uni<List<SubjectBrake>> brake(String cmsUid) {
        return Sql.list(
                pool,
                row -> new SubjectBrake(
                        row.getString("source"),
                        row.getString("decision"),
                        Sql.time(row, "at"),
                        Sql.instant(row, "released_at")),
                """
                select source, decision, held_at as at, released_at from brake_held where cms_source = $1 and cms_uid = $2
                union all
                select source, null, at, null from brake_count where person_id = """ + PERSON + " order by at",
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
                union all
                select r.* from import_row r join import i on i.id = r.import_id
                where i.side = 'lms' and r.external_id in (
                  select external_id from person_key where source <> $1 and person_id = """ + PERSON + ") order by import_id",
                sources.cms(),
                cmsUid);
    }

    private Uni<List<SubjectReconciliation>> reconciliations(String cmsUid) {
        return Sql.list(
                pool,
                row -> new SubjectReconciliation(
                        String.valueOf(row.getUUID("reconciliation_id")),
                        row.getString("lms_user_id"),
                        row.getString("finding"),
                        List.of(row.getArrayOfStrings("fields")),
                        row.getString("reason"),
                        row.getString("outcome")),
                "select * from reconciliation_row where cms_uid = $1 order by reconciliation_id, position",
                cmsUid);
    }

    private Uni<List<SubjectScan>> scans(String cmsUid) {
        return Sql.list(
                pool,
                row -> new SubjectScan(
                        row.getString("side"),
                        row.getString("external_id"),
                        row.getString("content"),
                        Instant.ofEpochSecond(row.getLong("seen_at"))),
                """
                select * from scan_seen where side = 'cms' and external_id = $2
                union all
                select * from scan_seen where side = 'lms' and external_id in (
                  select external_id from person_key where source <> $1 and person_id = """ + PERSON + ") order by side, external_id",
                sources.cms(),
                cmsUid);
    }

    private Uni<List<SubjectHash>> hashes(String cmsUid) {
        return Sql.list(
                pool,
                row -> new SubjectHash(row.getString("of"), row.getString("state"), row.getString("sha256")),
                """
                with own as (select id, creating from person where id = """ + PERSON + """
                ),
                hash (of, state, sha256) as (
                  select field, 'held', held from unique_name where person_id = (select id from own)
                  union all select field, 'wanted', wanted from unique_name where person_id = (select id from own)
                  union all select 'username', 'creating', creating from own
                  union all select 'email', 'creating', email_hash from creation_lock
                    where person_id = (select id from own))
                select * from hash where sha256 is not null order by of, state""",
                sources.cms(),
                cmsUid);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a shadow is not what was written", e);
        }
    }
}
