package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Somebody of whom every table knows, by one number that stands nowhere else. */
@QuarkusTest
@Stack
class SubjectTablesIT extends Between {

    private static final String MARK = "47110815";

    /** What is about nobody, or holds hashes with a key, or is gone within a day; docs/operations/privacy.md says it. */
    private static final Set<String> NOT_SEARCHED = Set.of(
            "brake",
            "flyway_schema_history",
            "idempotency_key",
            "import",
            "journal_known",
            "journal_seen",
            "outbox",
            "pair",
            "reconciliation",
            "scan",
            "suppression",
            "worker");

    private static final String EVERYWHERE = """
            insert into person (id, created_at, creating, creating_at) values (@, now(), 'name-of-@', now());
            insert into person_key (source, external_id, person_id) values ('cms', '@', @), ('lms', '@', @);
            insert into link (cms_source, cms_uid, lms_source, person_id, lms_user_id, status, version, created_at, updated_at)
              values ('cms', '@', 'lms', @, '@', 'linked', 1, now(), now());
            insert into shadow (cms_source, cms_uid, lms_source, side, fields, read_at)
              values ('cms', '@', 'lms', 'cms', '{}', now()), ('cms', '@', 'lms', 'lms', '{}', now());
            insert into journal (received_at, channel, headers, raw, person_id, state)
              values (now(), 'test', '{}', convert_to('about @', 'utf8'), @, 'conflict');
            insert into conflict (person_id, cms_source, cms_uid, lms_source, reason, accounts, fields, journal_id, opened_at)
              values (@, 'cms', '@', 'lms', 'email-taken', '{@}', '{email}', 0, now());
            insert into conflict (person_id, cms_source, lms_source, reason, accounts, fields, journal_id, opened_at, resolved_at, resolution)
              values (@, 'cms', 'lms', 'username-taken', '{@}', '{}', 0, now(), now(), 'dismiss');
            insert into brake_held (source, person_id, journal_id, cms_source, cms_uid, decision, held_at)
              values ('lms', @, 0, 'cms', '@', 'suspend', now());
            insert into brake_count (source, person_id, at) values ('lms', @, now());
            insert into unique_name (person_id, field, held, wanted) values (@, 'email', 'had-@', 'wants-@');
            insert into creation_lock (email_hash, person_id, until) values ('address-of-@', @, now());
            insert into scan_seen (side, external_id, content, seen_at)
              values ('cms', '@', 'x', extract(epoch from now())), ('lms', '@', 'x', extract(epoch from now()));
            with run as (insert into import (id, side, dry_run, state, created_at, finished_at)
              values (gen_random_uuid(), 'cms', true, 'cancelled', now(), now()),
                     (gen_random_uuid(), 'lms', true, 'cancelled', now(), now()) returning id)
            insert into import_row (import_id, external_id, username, plan) select id, '@', 'somebody', 'skip' from run;
            with run as (insert into reconciliation (id, dry_run, state, created_at, finished_at)
              values (gen_random_uuid(), true, 'cancelled', now(), now()) returning id)
            insert into reconciliation_row (reconciliation_id, cms_uid, lms_user_id, finding, fields)
              select id, '@', '@', 'drift', '{city}' from run""";

    @Inject
    Pool pool;

    @Test
    void givesOutAndForgetsWhatAnyTableKnows() {
        for (String statement : EVERYWHERE.replace("@", MARK).split(";\n")) {
            Sql.run(pool, statement).await().indefinitely();
        }
        assertThat(knowing()).as("tables that this test fills").isEqualTo(tables());

        Map<String, Object> all = world.api("sync:admin")
                .get("/v1/subjects/" + MARK)
                .then()
                .statusCode(200)
                .extract()
                .path("");
        world.api("sync:admin").delete("/v1/subjects/" + MARK).then().statusCode(204);

        assertThat(sizes(all))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("identities", 2),
                        Map.entry("links", 1),
                        Map.entry("fields", 2),
                        Map.entry("journal", 1),
                        Map.entry("conflicts", 2),
                        Map.entry("brake", 2),
                        Map.entry("imports", 2),
                        Map.entry("reconciliations", 1),
                        Map.entry("scans", 2),
                        Map.entry("hashes", 4)));
        assertThat(knowing()).as("tables that still know the person").isEmpty();
        world.api("sync:admin").get("/v1/subjects/" + MARK).then().statusCode(404);
    }

    private static Map<String, Integer> sizes(Map<String, Object> all) {
        return all.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof List<?>)
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> ((List<?>) entry.getValue()).size()));
    }

    private Set<String> tables() {
        var tables = new TreeSet<String>(texts("""
                select table_name from information_schema.tables
                where table_schema = current_schema() and table_type = 'BASE TABLE'"""));
        tables.removeAll(NOT_SEARCHED);
        return tables;
    }

    private Set<String> knowing() {
        String bytes = HexFormat.of().formatHex(MARK.getBytes(StandardCharsets.UTF_8));
        var knowing = new TreeSet<String>();
        for (String table : tables()) {
            knowing.addAll(texts("select '" + table + "' where exists (select 1 from " + table
                    + " t where t::text like '%" + MARK + "%' or t::text like '%" + bytes + "%')"));
        }
        return knowing;
    }

    private List<String> texts(String sql) {
        return Sql.list(pool, row -> row.getString(0), sql).await().indefinitely();
    }
}
