package io.isthmus.local;

import io.isthmus.testbed.infra.PostgresServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The environment of each service; what the environment of the stack says wins over it. */
final class ServiceEnvironments {

    static final String SYNC_DATABASE = "user_sync";
    static final String COURSE_DATABASE = "course";

    /** For one machine only, like every secret of this stack. */
    private static final String LOCAL_MASTER_SECRET = "isthmus-local-master-secret-0123456789";

    private final Settings settings;
    private final Path clients;

    ServiceEnvironments(Settings settings, Path clients) {
        this.settings = settings;
        this.clients = clients;
    }

    Map<String, String> token() {
        Map<String, String> environment = common();
        environment.put("ISTHMUS_CLIENTS_FILE", clients.toString());
        environment.put("QUARKUS_REDIS_HOSTS", redis());
        environment.put("ISTHMUS_LOGIN_PRIVILEGED_IDS", Doubles.LMS_ADMINISTRATOR);
        environment.put("ISTHMUS_SECRETS_MASTER", LOCAL_MASTER_SECRET);
        environment.put("ISTHMUS_LAUNCH_CLIENT", "portal");
        // The portal hands /sso on, as an Ingress would.
        environment.put("QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING", "true");
        environment.put("QUARKUS_HTTP_PROXY_ENABLE_FORWARDED_HOST", "true");
        environment.put("QUARKUS_HTTP_PROXY_TRUSTED_PROXIES", "127.0.0.1");
        // One machine has one clock; and a Redis that remembers nothing yet is not trusted for this long.
        environment.put("ISTHMUS_TOKEN_CLOCK_SKEW", "PT1S");
        return environment;
    }

    Map<String, String> sync() {
        Map<String, String> environment = common();
        environment.putAll(database(SYNC_DATABASE));
        environment.put("ISTHMUS_SYNC_FIELDS_COUNTRY_OWNER", "lms");
        // Milliseconds. Each channel leaves Kafka only when its poll is over, and people do not like to wait for
        // Ctrl-C.
        environment.put("MP_MESSAGING_CONNECTOR_SMALLRYE_KAFKA_POLL_TIMEOUT", "100");
        return environment;
    }

    Map<String, String> course() {
        Map<String, String> environment = common();
        environment.putAll(database(COURSE_DATABASE));
        environment.put("QUARKUS_REDIS_HOSTS", redis());
        return environment;
    }

    private Map<String, String> common() {
        var environment = new HashMap<String, String>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("ISTHMUS_ISSUER", settings.localUrl(Port.TOKEN));
        environment.put("ISTHMUS_LMS_URL", settings.localUrl(Port.LMS));
        environment.put("ISTHMUS_LMS_TOKEN", Doubles.LMS_TOKEN);
        environment.put("ISTHMUS_CMS_URL", settings.localUrl(Port.PORTAL));
        environment.put("ISTHMUS_CMS_USER", Doubles.CMS_USER);
        environment.put("ISTHMUS_CMS_PASSWORD", Doubles.CMS_PASSWORD);
        environment.put("KAFKA_BOOTSTRAP_SERVERS", settings.kafka());
        environment.put("QUARKUS_LOG_CONSOLE_JSON_ENABLED", "false");
        return environment;
    }

    private String redis() {
        return "redis://127.0.0.1:" + settings.port(Port.REDIS);
    }

    private Map<String, String> database(String name) {
        String server =
                settings.variable(Settings.POSTGRES).orElse("postgresql://127.0.0.1:" + settings.port(Port.POSTGRES));
        String url = server.replaceFirst("/+$", "") + "/" + name;
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
