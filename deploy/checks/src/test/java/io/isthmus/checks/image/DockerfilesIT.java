package io.isthmus.checks.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.checks.Repository;
import io.isthmus.checks.settings.DeclaredSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Needs the packaged services: their ports are read from them. */
class DockerfilesIT {

    static Stream<Arguments> images() {
        return Repository.SERVICES.stream()
                .flatMap(service -> Stream.of("jvm", "native").map(kind -> Arguments.of(service, kind)));
    }

    @ParameterizedTest
    @MethodSource("images")
    void runsAsNobodyOnAKnownBase(String service, String kind) {
        Dockerfile file = Dockerfile.of(service, kind);
        Dockerfile image = file.lastStage();

        assertThat(image.of("USER")).containsExactly("1001:1001");
        assertThat(image.of("EXPOSE"))
                .containsExactly(DeclaredSettings.of(service).port());
        assertThat(Stream.concat(file.of("FROM"), file.of("ARG").filter(arg -> arg.startsWith("JAVA_IMAGE="))))
                .allMatch(base -> base.startsWith("${JAVA_IMAGE}") || base.matches(".+:.*\\d.*"));
        assertThat(file.instructions()).noneMatch(line -> line.contains(":latest") || line.startsWith("ADD "));
        assertThat(image.of("LABEL").findFirst().orElse(""))
                .contains("org.opencontainers.image.title=\"" + service + "\"")
                .contains("image.version", "image.revision", "image.licenses");
        assertThat(image.of("ENV")).isEmpty();
        assertThat(image.entrypoint()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("images")
    void copiesWhatIsThere(String service, String kind) {
        Path module = Repository.path(service);

        assertThat(Dockerfile.of(service, kind)
                        .of("COPY")
                        .filter(copy -> !copy.contains("--from="))
                        .map(copy -> copy.replaceAll("--\\S+ ", "").split(" ")[0])
                        .filter(source -> !source.contains("*")))
                .allSatisfy(source -> assertThat(Files.exists(module.resolve(source)))
                        .as(source)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("images")
    void containsNoKey(String service, String kind) {
        Stream<String> files = Repository.list(Repository.path(service + "/src/main/docker")).stream()
                .filter(Files::isRegularFile)
                .map(Repository::text);

        assertThat(files).noneMatch(text -> text.contains("PRIVATE KEY"));
        assertThat(Dockerfile.of(service, kind).lastStage().instructions())
                .noneMatch(line -> line.matches(".*(SECRET|PASSWORD|TOKEN)=.*"));
    }
}
