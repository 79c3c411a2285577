package io.isthmus.checks.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.isthmus.checks.Repository;
import io.isthmus.testbed.infra.FreePort;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.infra.RedisServer;
import io.isthmus.testbed.infra.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Dockerfile.jvm does, without a container: the training runs, then the image's own start command, beside the plain
 * JDK in the same run. Prints the medians of {@code isthmus.start.rounds} starts; time decides nothing, whether the JVM
 * took the cache does.
 */
@EnabledIfSystemProperty(named = "isthmus.full", matches = "true", disabledReason = "takes a minute: -Pfull")
class StartIT {

    private static final int ROUNDS = Integer.getInteger("isthmus.start.rounds", 1);

    private static final Map<String, Path> APPLICATIONS = new HashMap<>();

    private static PostgresServer postgres;
    private static RedisServer redis;
    private static KafkaServer kafka;

    @BeforeAll
    static void trainAndStartStores() throws IOException, InterruptedException {
        assumeTrue(Jdk25.home().isPresent(), "no JDK 25 is installed");
        var trainings = new HashMap<String, Process>();
        for (String service : Repository.SERVICES) {
            APPLICATIONS.put(service, copy(service));
            trainings.put(service, train(service, APPLICATIONS.get(service)));
        }
        postgres = PostgresServer.start().withDatabase("user_sync").withDatabase("course");
        redis = RedisServer.start();
        kafka = KafkaServer.start().withTopics(Topics.all());
        for (var training : trainings.entrySet()) {
            assertThat(training.getValue().waitFor())
                    .as("training of " + training.getKey())
                    .isZero();
        }
    }

    @AfterAll
    static void stopStores() {
        Stream.of(kafka, redis, postgres).filter(server -> server != null).forEach(server -> {
            try {
                server.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"token-service", "user-sync-service", "course-service"})
    void theImagesCommandTakesTheCache(String service) throws IOException, InterruptedException {
        List<String> command = Dockerfile.of(service, "jvm").entrypoint();
        Path app = APPLICATIONS.get(service);
        Map<String, String> environment = environment(service);

        // The first start of all migrates.
        var strict = new ArrayList<>(command);
        strict.add(1, "-XX:AOTMode=on");
        assertThat(new Start(app, strict, environment).measure())
                .as("a JVM that may not start without the cache")
                .isPositive();

        var plain = new ArrayList<Long>();
        var cached = new ArrayList<Long>();
        for (int round = 0; round < ROUNDS; round++) {
            plain.add(new Start(app, List.of("java", "-jar", "quarkus-run.jar"), environment).measure());
            cached.add(new Start(app, command, environment).measure());
        }
        System.out.printf(
                "%s: start command of the image %d ms, plain JDK 25 %d ms, ratio %.2f (medians of %d until live)%n",
                service, median(cached), median(plain), (double) median(cached) / median(plain), ROUNDS);
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static Path copy(String service) throws IOException {
        Path source = Repository.application(service);
        Path target = Repository.path("deploy/checks/target/image").resolve(service);
        try (Stream<Path> files = Files.walk(source)) {
            for (Path path : (Iterable<Path>) files::iterator) {
                Path copy = target.resolve(source.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        Path options = Repository.path(service).resolve("src/main/docker/java-options");
        Files.copy(options, target.resolve("java-options"), StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(target.resolve("app.aot"));
        return target;
    }

    /** The RUN of the first stage, word for word but for the place of the script and the port. */
    private static Process train(String service, Path app) throws IOException {
        Dockerfile file = Dockerfile.of(service, "jvm");
        Path docker = Repository.path(service).resolve("src/main/docker");
        var command = new ArrayList<>(file.training());
        command.replaceAll(word -> word.replace("/train/", docker.resolve("train") + "/"));
        command.set(2, String.valueOf(FreePort.find()));
        var builder = Start.process(app, command);
        for (String variable : file.trainingEnvironment()) {
            String[] assignment = variable.split("=", 2);
            builder.environment().put(assignment[0], assignment[1].replace("/train/", docker.resolve("train") + "/"));
        }
        builder.redirectOutput(app.resolve("../" + service + "-training.log").toFile());
        return builder.start();
    }

    private static Map<String, String> environment(String service) {
        var environment = new HashMap<String, String>();
        String database = service.equals("course-service") ? "course" : "user_sync";
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.jdbcUrl(database));
        environment.put("QUARKUS_DATASOURCE_REACTIVE_URL", postgres.reactiveUrl(database));
        environment.put("QUARKUS_REDIS_HOSTS", redis.url());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        environment.put("ISTHMUS_SECRETS_MASTER", "only-for-this-measurement-0123456789");
        environment.put("ISTHMUS_LMS_TOKEN", "none");
        environment.put(
                "ISTHMUS_CLIENTS_FILE",
                Repository.path("token-service/src/main/docker/train/clients.yaml")
                        .toString());
        return environment;
    }
}
