package io.isthmus.usersync.sync;

import io.isthmus.testbed.infra.PostgresServer;
import io.smallrye.context.SmallRyeContextManagerProvider;
import io.vertx.mutiny.core.Vertx;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.flywaydb.core.Flyway;

/** A real PostgreSQL for the tests that run the engine without the service; one for all of them, gone with the JVM. */
final class ModelDatabase {

    static final Vertx VERTX = Vertx.vertx();

    private static final PostgresServer POSTGRES = PostgresServer.start();
    private static final Set<String> MADE = ConcurrentHashMap.newKeySet();

    static {
        // Context propagation starts itself up on first use, and not safely.
        SmallRyeContextManagerProvider.getManager();
    }

    private ModelDatabase() {}

    /** @return where a database with our tables is, empty or not */
    static synchronized String url(String name) {
        if (MADE.add(name)) {
            POSTGRES.withDatabase(name);
            Flyway.configure()
                    .dataSource(POSTGRES.jdbcUrl(name), PostgresServer.USER, PostgresServer.PASSWORD)
                    .load()
                    .migrate();
        }
        return POSTGRES.reactiveUrl(name).replace("postgresql://", "postgresql://postgres:postgres@");
    }
}
