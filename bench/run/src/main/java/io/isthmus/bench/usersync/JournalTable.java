package io.isthmus.bench.usersync;

import io.isthmus.testbed.infra.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;

/** Looks into user-sync-service's database, fills it, and inserts beside it as fast as a plain client can. */
final class JournalTable implements AutoCloseable {

    private static final int BATCH = 500;
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    private static final String RAW_TABLE = """
            create table if not exists bench_raw (
              source text, event_id text, received_at timestamptz, raw bytea, primary key (source, event_id))""";

    private static final String RAW_UPSERT = """
            insert into bench_raw select source, event_id, now(), raw
            from unnest(?::text[], ?::text[], ?::bytea[]) as row (source, event_id, raw)
            on conflict (source, event_id) do update set raw = excluded.raw""";

    /** The journal as user-sync-service has it, with every index and check, empty. */
    private static final String[] JOURNAL_COPY = {
        "drop table if exists bench_journal, bench_known",
        "create table bench_journal (like journal including all)",
        "create table bench_known (like journal_known including all)",
    };

    private static final String REMEMBER = """
            insert into bench_known (event, received_at) select event, now() from unnest(?::uuid[]) as event order by event""";

    private static final String ENTER = """
            insert into bench_journal (received_at, channel, source, event_id, type, origin, headers, raw, person_id, state)
            select now(), 'isthmus.cms.users', 'cms', event_id, 'io.isthmus.user.upserted.v1', 'cms', '{}', raw, person_id,
              'received'
            from unnest(?::text[], ?::bytea[], ?::bigint[]) as row (event_id, raw, person_id)""";

    /** People who are nobody: their ids, keys, links and what was last read of them, from one number to another. */
    private static final String[] STRANGERS = {
        "insert into person (id, created_at) select n, now() from generate_series(?::bigint, ?::bigint) n",
        """
        insert into person_key (source, external_id, person_id)
        select 'cms', n::text, n from generate_series(?::bigint, ?::bigint) n""",
        """
        insert into link (cms_source, cms_uid, lms_source, person_id, lms_user_id, cms_username, lms_username, status,
          version, created_at, updated_at)
        select 'cms', n::text, 'lms', n, n::text, 's' || n, 's' || n, 'linked', 1, now(), now()
        from generate_series(?::bigint, ?::bigint) n""",
        """
        insert into shadow (cms_source, cms_uid, lms_source, side, fields, read_at)
        select 'cms', n::text, 'lms', side, '{"city": {"read": "London", "writer": "cms"}}', now()
        from generate_series(?::bigint, ?::bigint) n, (values ('cms'), ('lms')) as both_sides (side)""",
    };

    private final Connection connection;

    JournalTable(PostgresServer postgres, String database) throws SQLException {
        connection = DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/" + database,
                PostgresServer.USER,
                PostgresServer.PASSWORD);
        run(RAW_TABLE);
    }

    /** @return entries ever made */
    long entries() throws SQLException {
        return number("select coalesce(max(id), 0) from journal");
    }

    /** Waits until there are so many entries. */
    void awaitEntries(long count) throws SQLException, InterruptedException {
        await("entries", () -> entries() >= count);
    }

    /** Waits until there are so many entries and all of them have come to an end. */
    void awaitDone(long count) throws SQLException, InterruptedException {
        awaitEntries(count);
        await("ends", () -> number("select count(*) from journal where state in ('received', 'waiting')") == 0);
    }

    /** @return how many of these people's last changes did not end as {@code applied} */
    long notApplied(long after) throws SQLException {
        return number("select count(*) from journal where id > " + after + " and state <> 'applied'");
    }

    /** @return how many rows a second go in, in batches of a transaction each, over one connection */
    double upsert(int count) throws SQLException {
        byte[] raw = Changes.event(1001, "2026-01-01T00:00:00Z").getBytes(StandardCharsets.UTF_8);
        var sources = new String[BATCH];
        var ids = new String[BATCH];
        var raws = new byte[BATCH][];
        Arrays.fill(sources, "cms");
        Arrays.fill(raws, raw);
        long begin = System.nanoTime();
        try (PreparedStatement insert = connection.prepareStatement(RAW_UPSERT)) {
            for (int done = 0; done < count; done += BATCH) {
                Arrays.setAll(ids, i -> UUID.randomUUID().toString());
                insert.setArray(1, texts(sources));
                insert.setArray(2, texts(ids));
                insert.setArray(3, connection.createArrayOf("bytea", raws));
                insert.executeUpdate();
            }
        }
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    /** Empties the copy of the journal, or makes it. */
    void copyJournal() throws SQLException {
        for (String statement : JOURNAL_COPY) {
            run(statement);
        }
    }

    /** @return how many entries a second go into a copy of the journal's own tables, of as many people, likewise */
    double enter(int count, int people) throws SQLException {
        byte[] raw = Changes.event(1001, "2026-01-01T00:00:00Z").getBytes(StandardCharsets.UTF_8);
        var events = new UUID[BATCH];
        var raws = new byte[BATCH][];
        var persons = new Long[BATCH];
        Arrays.fill(raws, raw);
        long begin = System.nanoTime();
        connection.setAutoCommit(false);
        try (PreparedStatement remember = connection.prepareStatement(REMEMBER);
                PreparedStatement enter = connection.prepareStatement(ENTER)) {
            for (int done = 0; done < count; done += BATCH) {
                long first = done;
                Arrays.setAll(events, i -> UUID.randomUUID());
                Arrays.setAll(persons, i -> 1 + (first + i) % people);
                remember.setArray(1, connection.createArrayOf("uuid", events));
                remember.executeUpdate();
                enter.setArray(
                        1, texts(Arrays.stream(events).map(UUID::toString).toArray(String[]::new)));
                enter.setArray(2, connection.createArrayOf("bytea", raws));
                enter.setArray(3, connection.createArrayOf("bigint", persons));
                enter.executeUpdate();
                connection.commit();
            }
        } finally {
            connection.setAutoCommit(true);
        }
        return count / ((System.nanoTime() - begin) / 1e9);
    }

    private Array texts(String... values) throws SQLException {
        return connection.createArrayOf("text", values);
    }

    /** @return the process id of this connection's server */
    long backend() throws SQLException {
        return number("select pg_backend_pid()");
    }

    long links() throws SQLException {
        return number("select count(*) from link");
    }

    /** Adds links of people who never change, until there are so many. */
    void fillLinks(long count) throws SQLException {
        long missing = count - links();
        if (missing <= 0) {
            return;
        }
        long first = Math.max(10_000_000, number("select max(id) from person") + 1);
        for (String insert : STRANGERS) {
            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                statement.setLong(1, first);
                statement.setLong(2, first + missing - 1);
                statement.executeUpdate();
            }
        }
        run("analyze");
    }

    private interface Condition {
        boolean holds() throws SQLException;
    }

    private static void await(String what, Condition condition) throws SQLException, InterruptedException {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not all " + what + " in " + LIMIT.toSeconds() + " s");
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return answer.getLong(1);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
