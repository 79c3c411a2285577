package io.isthmus.checks.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.checks.Repository;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jboss.jandex.Indexer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the native image will know, read from the native sources; skipped where they are not built:
 * {@code ./mvnw package -DskipTests -Dquarkus.native.enabled=true -Dquarkus.native.sources-only=true
 * -Dquarkus.package.jar.enabled=false}.
 */
class NativeConfigurationIT {

    private static final Set<String> RANDOM = Set.of(
            "java.security.SecureRandom",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.random.RandomGenerator",
            "java.util.UUID",
            "java.security.KeyPair");
    private static final String REFLECTION = "META-INF/native-image/reflect-config.json";

    @ParameterizedTest
    @ValueSource(strings = {"token-service", "user-sync-service", "course-service"})
    void everyReflectedClassIsRegistered(String service) throws IOException {
        try (JarFile jar = sources(service)) {
            JsonNode config = new ObjectMapper().readTree(jar.getInputStream(jar.getEntry(REFLECTION)));
            var registered = new TreeSet<String>();
            config.forEach(entry -> registered.add(entry.path("name").asText()));

            assertThat(ReflectedClasses.of(service)).isNotEmpty().isSubsetOf(registered);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"token-service", "user-sync-service", "course-service"})
    void noKeyIsBakedIn(String service) throws IOException {
        try (JarFile jar = sources(service)) {
            assertThat(jar.stream().map(entry -> entry.getName()))
                    .noneMatch(name -> name.matches("(?i).*\\.(pem|key|p12|jks|pfx)"));
        }
    }

    /**
     * Static fields are set when the image is built: every replica would draw the same numbers. Looks at our own classes;
     * those of libraries are GraalVM's and Quarkus's to know.
     */
    @ParameterizedTest
    @ValueSource(strings = {"token-service", "user-sync-service", "course-service"})
    void noRandomnessIsMadeWhenTheImageIsBuilt(String service) throws IOException {
        var indexer = new Indexer();
        var randomness = new BuildTimeRandomness();
        for (Path jar : Repository.list(Repository.application(service).resolve("app"))) {
            try (var file = new JarFile(jar.toFile())) {
                for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                    if (entry.getName().endsWith(".class")) {
                        byte[] code = file.getInputStream(entry).readAllBytes();
                        indexer.index(new ByteArrayInputStream(code));
                        randomness.read(code);
                    }
                }
            }
        }

        assertThat(indexer.complete().getKnownClasses().stream()
                        .flatMap(known -> known.fields().stream())
                        .filter(field -> Modifier.isStatic(field.flags())))
                .isNotEmpty()
                .noneMatch(field -> RANDOM.contains(field.type().name().toString()));
        assertThat(randomness.found()).isEmpty();
    }

    private static JarFile sources(String service) throws IOException {
        Path folder = Repository.path(service).resolve("target/native-sources");
        Optional<Path> runner = Files.isDirectory(folder)
                ? Repository.list(folder).stream()
                        .filter(file -> file.toString().endsWith("-runner.jar"))
                        .findFirst()
                : Optional.empty();
        assumeTrue(runner.isPresent(), "the native sources of " + service + " are not built");
        return new JarFile(runner.orElseThrow().toFile());
    }
}
