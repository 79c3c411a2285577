package io.isthmus.testbed.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContractsTest {

    static Stream<String> types() throws IOException {
        try (Stream<Path> schemas = Files.list(Contracts.folder().resolve("schemas"))) {
            return schemas
                    .map(schema -> schema.getFileName().toString().replaceFirst("\\.json$", ""))
                    .filter(type -> type.startsWith("io.isthmus."))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void everySampleKeepsItsSchema(String type) {
        assertThat(Contracts.violations(Contracts.sample(type))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void everyTypeIsAMessageOfTheApi(String type) throws IOException {
        assertThat(Files.readString(Contracts.folder().resolve("asyncapi.yaml")))
                .contains("name: " + type + "\n");
    }

    @Test
    void anEventWithoutItsKeyFieldIsRefused() {
        String event = Contracts.sample("io.isthmus.link.changed.v1").replace("\"lmsUserId\"", "\"lmsUserid\"");

        assertThat(Contracts.violations(event)).anyMatch(violation -> violation.contains("lmsUserId"));
    }

    @Test
    void anUnknownTypeIsRefused() {
        assertThat(Contracts.violations("{\"type\":\"io.isthmus.nothing.v1\"}")).hasSize(1);
    }
}
