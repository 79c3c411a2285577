package io.isthmus.token.support;

import io.isthmus.testbed.quarkus.Infrastructure;
import io.isthmus.token.client.TestRegistry;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Redis, Kafka, the LMS stand-in, and the registry of the tests, whose people may be sent to that stand-in. */
public final class Stack implements QuarkusTestResourceLifecycleManager {

    private final Infrastructure infrastructure = new Infrastructure();
    private @Nullable RedisBox redis;
    private @Nullable KafkaBox kafka;
    private final Receiver receiver = new Receiver();

    @Override
    public Map<String, String> start() {
        var startedRedis = new RedisBox();
        redis = startedRedis;
        var startedKafka = new KafkaBox();
        kafka = startedKafka;
        infrastructure.init(Map.of("parts", "lms,portal"));
        var properties = new HashMap<>(infrastructure.start());
        properties.put("quarkus.redis.hosts", startedRedis.url());
        properties.put("kafka.bootstrap.servers", startedKafka.bootstrapServers());
        String lms = Objects.requireNonNull(properties.get("isthmus.lms.url"));
        properties.put("isthmus.test.receiver", receiver.url());
        properties.put("isthmus.clients.file", registry(lms, receiver.url()).toString());
        return properties;
    }

    private static Path registry(String lms, String receiver) {
        try {
            Path folder = Files.createTempDirectory("registry-");
            return Files.writeString(folder.resolve("clients.yaml"), TestRegistry.yaml(lms, receiver));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        infrastructure.inject(injector);
        injector.injectIntoFields(redis, new TestInjector.MatchesType(RedisBox.class));
        injector.injectIntoFields(receiver, new TestInjector.MatchesType(Receiver.class));
        injector.injectIntoFields(kafka, new TestInjector.MatchesType(KafkaBox.class));
    }

    @Override
    public void stop() {
        infrastructure.stop();
        receiver.close();
        Objects.requireNonNull(kafka).close();
        Objects.requireNonNull(redis).close();
    }
}
