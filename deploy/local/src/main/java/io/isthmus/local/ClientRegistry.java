package io.isthmus.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The registry of the sample clients, with the LMS's address of this run in their redirect allow-lists. */
final class ClientRegistry {

    private static final String RESOURCE = "/clients.yaml";
    private static final String STANDARD_LMS = "http://localhost:" + Port.LMS.standard();
    private static final String STANDARD_LMS_ADDRESS = "http://127.0.0.1:" + Port.LMS.standard();

    private ClientRegistry() {}

    /** @return the file for token-service */
    static Path write(Settings settings) {
        Path file = settings.folder().resolve("clients.yaml");
        try (InputStream registry = ClientRegistry.class.getResourceAsStream(RESOURCE)) {
            String text = new String(Objects.requireNonNull(registry, RESOURCE).readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(
                    file,
                    text.replace(STANDARD_LMS, settings.lmsUrl())
                            .replace(STANDARD_LMS_ADDRESS, "http://127.0.0.1:" + settings.port(Port.LMS)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
