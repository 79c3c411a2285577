package io.isthmus.token.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Stack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class OpenApiIT {

    @TestHTTPResource("/")
    URI service;

    @Test
    void committedDescriptionIsTheOneOfTheCode() throws IOException {
        Path committed = Contracts.folder().resolve("openapi/token-service.yaml");
        Path built = Path.of("target/openapi/token-service.yaml").toAbsolutePath();

        String description = Http.program(service).get("/q/openapi").body();

        assertThat(Files.exists(committed) ? Files.readString(committed) : "")
                .as("contracts/openapi/token-service.yaml is stale: cp %s %s", built, committed)
                .isEqualTo(description);
    }
}
