package io.isthmus.bench.stack;

import io.isthmus.testbed.infra.PostgresServer;
import java.util.Map;

/** How a service is told of its database. */
public final class Database {

    private Database() {}

    /** @return its environment */
    public static Map<String, String> environment(PostgresServer postgres, String name) {
        String url = "postgresql://127.0.0.1:" + postgres.port() + "/" + name;
        return Map.of(
                "QUARKUS_DATASOURCE_REACTIVE_URL",
                url,
                "QUARKUS_DATASOURCE_JDBC_URL",
                "jdbc:" + url,
                "QUARKUS_DATASOURCE_USERNAME",
                PostgresServer.USER,
                "QUARKUS_DATASOURCE_PASSWORD",
                PostgresServer.PASSWORD);
    }
}
