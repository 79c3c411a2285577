package io.isthmus.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.contracts.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenApiIT {

    @Test
    void committedCopyIsCurrent() throws IOException {
        Path copy = Contracts.folder().resolve("openapi/course-service.yaml");

        assertThat(Files.readString(copy))
                .as("the committed OpenAPI is stale; in the repository's root:"
                        + " cp course-service/target/openapi/openapi.yaml contracts/openapi/course-service.yaml")
                .isEqualTo(Files.readString(Path.of("target/openapi/openapi.yaml")));
    }
}
