package io.isthmus.token.replicas;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.infra.FreePort;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.RedisServer;
import io.isthmus.testbed.infra.Topics;
import io.isthmus.token.client.TestRegistry;
import io.isthmus.token.support.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two instances, a Kafka, and a Redis behind an address that can be moved to another. */
final class Cluster implements AutoCloseable {

    private static final String LMS = "http://127.0.0.1:9";

    /** More than in production: a thousand requests at once on a slow machine are to show who is first, not how fast. */
    private static final String REDIS_TIMEOUT = "PT2S";

    /** What is the same for every instance. */
    static final Map<String, String> COMMON = Map.of(
            "isthmus.clients.reload", "PT0.2S",
            "isthmus.secrets.master", "the-master-secret-of-the-tests-0123456789",
            "isthmus.token.clock-skew", "PT1S",
            "isthmus.failures.limit", "1000000",
            "isthmus.login.privileged-ids", "2");

    private final KafkaServer kafka = KafkaServer.start().withTopics(Topics.all());
    private final List<Instance> instances = new ArrayList<>();
    private final TcpProxy proxy;
    private final Path registry;
    private RedisServer redis = RedisProcess.start(FreePort.find());

    private Cluster() {
        proxy = TcpProxy.start(redis.port());
        try {
            registry = Files.createTempDirectory(Path.of("target"), "registry-").resolve("clients.yaml");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Cluster start() {
        var cluster = new Cluster();
        cluster.rewriteRegistry(TestRegistry.yaml(LMS));
        cluster.launch("instance-1");
        cluster.launch("instance-2");
        Await.until("both instances are ready", () -> cluster.instances.stream().allMatch(Instance::ready));
        return cluster;
    }

    private void launch(String name) {
        var settings = new HashMap<>(COMMON);
        settings.put("quarkus.redis.hosts", "redis://127.0.0.1:" + proxy.port());
        settings.put("isthmus.redis.timeout", REDIS_TIMEOUT);
        settings.put("kafka.bootstrap.servers", kafka.bootstrapServers());
        settings.put("isthmus.clients.file", registry.toString());
        settings.put("isthmus.lms.url", LMS);
        settings.put("isthmus.lms.token", "none");
        instances.add(Instance.start(name, settings));
    }

    /** Replaces the file at once, as a mounted secret is replaced. */
    void rewriteRegistry(String yaml) {
        try {
            Path next = Files.writeString(registry.resolveSibling("next.yaml"), yaml);
            Files.move(next, registry, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String registry() {
        return TestRegistry.yaml(LMS);
    }

    List<Instance> instances() {
        return List.copyOf(instances);
    }

    /** @return one of the two, in turn */
    URI uri(int i) {
        return instances.get(i % instances.size()).uri();
    }

    RedisServer redis() {
        return redis;
    }

    /** Moves the address of Redis to another server; the one before is the caller's. */
    void moveTo(RedisServer next) {
        redis = next;
        proxy.pointTo(next.port());
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
        proxy.close();
        redis.close();
        kafka.close();
    }
}
