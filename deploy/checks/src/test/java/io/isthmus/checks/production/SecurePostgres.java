package io.isthmus.checks.production;

import io.isthmus.checks.Repository;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real PostgreSQL that lets services in by TLS and SCRAM only; the administrator of this test comes in without. */
final class SecurePostgres implements AutoCloseable {

    private static final Pattern SQL = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);

    private final EmbeddedPostgres postgres;

    private SecurePostgres(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    static SecurePostgres start(Path folder, Certificate certificate) {
        try {
            Path rules = Files.writeString(folder.resolve("pg_hba.conf"), """
                    host    postgres postgres 127.0.0.1/32 trust
                    host    all      postgres 127.0.0.1/32 trust
                    hostssl all      all      all          scram-sha-256
                    """);
            return new SecurePostgres(EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("ssl", "on")
                    .setServerConfig("ssl_cert_file", certificate.certificate().toString())
                    .setServerConfig("ssl_key_file", certificate.key().toString())
                    .setServerConfig("hba_file", rules.toString())
                    .setServerConfig("password_encryption", "scram-sha-256")
                    .setServerConfig("max_connections", "200")
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As CloudNativePG's initdb does: a database and its owner of the same name. */
    SecurePostgres with(String database, String password) {
        execute("postgres", "create role " + database + " login password '" + password + "'");
        execute("postgres", "create database " + database + " owner " + database);
        return this;
    }

    /** By the statements of the guide, which speaks of the database {@code user_sync}. */
    void withSecondLogin(String database, String password) {
        Matcher block = SQL.matcher(Repository.text("docs/operations/rotation.md"));
        if (!block.find()) {
            throw new IllegalStateException("the guide has no SQL");
        }
        execute(database, block.group(1).replace("user_sync", database).replace("NEW", password));
    }

    int port() {
        return postgres.getPort();
    }

    /** As the migration job of a version that comes after this one. */
    void migrateToALaterVersion(String database) {
        execute(database, """
                insert into flyway_schema_history
                select max(installed_rank) + 1, '9999', 'later', 'SQL', 'V9999__later.sql', 0, current_user, now(), 0, true
                from flyway_schema_history""");
    }

    private void execute(String database, String statements) {
        try (var connection = postgres.getDatabase("postgres", database).getConnection();
                var statement = connection.createStatement()) {
            statement.execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many connections of the user are encrypted, and how many are not. */
    String connectionsOf(String user) {
        String query = "select count(*) filter (where ssl) || ' encrypted, ' || count(*) filter (where not ssl)"
                + " || ' not' from pg_stat_ssl join pg_stat_activity using (pid) where usename = '" + user + "'";
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs the script and rolls it back. @return what the query's first column showed in between */
    List<String> afterScript(String database, String script, String query) {
        try (var connection = postgres.getDatabase("postgres", database).getConnection();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(script);
            var values = new ArrayList<String>();
            try (var result = statement.executeQuery(query)) {
                while (result.next()) {
                    values.add(result.getString(1));
                }
            }
            connection.rollback();
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
