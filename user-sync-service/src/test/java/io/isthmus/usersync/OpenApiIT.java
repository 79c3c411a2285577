package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.contracts.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenApiIT {

    @Test
    void committedCopyIsWhatTheBuildGenerates() throws IOException {
        Path generated = Path.of("target/openapi/openapi.yaml");
        Path committed = Contracts.folder().resolve("openapi/user-sync-service.yaml");

        assertThat(committed)
                .as(
                        "The API has changed. Look at the change, then: cp user-sync-service/%s"
                                + " contracts/openapi/user-sync-service.yaml",
                        generated)
                .exists()
                .content()
                .isEqualTo(Files.readString(generated));
    }
}
