package io.isthmus.testbed.quarkus;

import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.infra.RedisServer;
import io.isthmus.testbed.infra.Topics;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.PortalOptions;
import io.isthmus.testbed.portal.ServiceAccount;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts what a {@code @QuarkusTest} needs of the outside world and points the service at it.
 *
 * <p>Init arguments: {@code parts}, a comma-separated list of {@code postgres}, {@code redis}, {@code kafka},
 * {@code lms}, {@code portal} (after {@code kafka}, if it is to tell of changes there); {@code database}, the database to create. A test gets hold of a server by a field of its type.
 */
public final class Infrastructure implements QuarkusTestResourceLifecycleManager {

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private List<String> parts = List.of();
    private String database = "isthmus";

    @Override
    public void init(Map<String, String> arguments) {
        parts = List.of(arguments.getOrDefault("parts", "").split(","));
        database = arguments.getOrDefault("database", database);
    }

    @Override
    public Map<String, String> start() {
        var properties = new HashMap<String, String>();
        for (String part : parts) {
            switch (part) {
                case "postgres" -> postgres(properties);
                case "redis" -> redis(properties);
                case "kafka" -> kafka(properties);
                case "lms" -> lms(properties);
                case "portal" -> portal(properties);
                default -> throw new IllegalArgumentException("unknown part '" + part + "'");
            }
        }
        return properties;
    }

    private void postgres(Map<String, String> properties) {
        var postgres = keep(PostgresServer.start()).withDatabase(database);
        properties.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(database));
        properties.put("quarkus.datasource.reactive.url", postgres.reactiveUrl(database));
        properties.put("quarkus.datasource.username", PostgresServer.USER);
        properties.put("quarkus.datasource.password", PostgresServer.PASSWORD);
    }

    private void redis(Map<String, String> properties) {
        properties.put("quarkus.redis.hosts", keep(RedisServer.start()).url());
    }

    private void kafka(Map<String, String> properties) {
        var kafka = keep(KafkaServer.start()).withTopics(Topics.all());
        properties.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    }

    private void lms(Map<String, String> properties) {
        var lms = keep(LmsStandIn.start(LmsOptions.sample()));
        properties.put("isthmus.lms.url", lms.url().toString());
        properties.put("isthmus.lms.token", LmsOptions.LOCAL_TOKEN);
    }

    private void portal(Map<String, String> properties) {
        Portal portal = keep(Portal.start(PortalOptions.sample().withKafka(properties.get("kafka.bootstrap.servers"))));
        ServiceAccount account = portal.options().serviceAccount();
        properties.put("isthmus.cms.source", portal.options().source());
        properties.put("isthmus.cms.url", portal.url().toString());
        properties.put("isthmus.cms.user", account.name());
        properties.put("isthmus.cms.password", account.password().reveal());
    }

    private <T extends AutoCloseable> T keep(T server) {
        started.push(server);
        return server;
    }

    @Override
    public void inject(TestInjector injector) {
        for (AutoCloseable server : started) {
            injector.injectIntoFields(server, new TestInjector.MatchesType(server.getClass()));
        }
    }

    @Override
    public void stop() {
        var failures = new ArrayList<Exception>();
        while (!started.isEmpty()) {
            try {
                started.pop().close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            var failure = new IllegalStateException("not everything stopped");
            failures.forEach(failure::addSuppressed);
            throw failure;
        }
    }
}
