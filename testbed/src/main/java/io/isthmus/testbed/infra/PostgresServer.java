package io.isthmus.testbed.infra;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL, durable ({@code fsync on}), with user and password {@value #USER} and no SSL. */
public final class PostgresServer implements AutoCloseable {

    public static final String USER = "postgres";
    public static final String PASSWORD = "postgres";

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts on any free port with an empty data directory that is removed on close. */
    public static PostgresServer start() {
        return start(0, null);
    }

    /**
     * @param port 0 for any free one
     * @param data kept between runs, and the caller stops the server; null for a temporary one that ends with the JVM
     */
    public static PostgresServer start(int port, @Nullable Path data) {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "200");
            if (data != null) {
                builder.setDataDirectory(data).setCleanDataDirectory(false).setRegisterShutdownHook(false);
            }
            return new PostgresServer(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start", e);
        }
    }

    /** Creates the database if it is not there. */
    public PostgresServer withDatabase(String name) {
        if (!name.matches("[a-z_]+")) {
            throw new IllegalArgumentException("not a database name: " + name);
        }
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var find = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
            find.setString(1, name);
            if (!find.executeQuery().next()) {
                try (var create = connection.createStatement()) {
                    create.execute("create database " + name);
                }
            }
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " could not be created", e);
        }
    }

    public int port() {
        return postgres.getPort();
    }

    /** For {@code quarkus.datasource.jdbc.url}. */
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    /** For {@code quarkus.datasource.reactive.url}. */
    public String reactiveUrl(String database) {
        return "postgresql://127.0.0.1:" + port() + "/" + database;
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
