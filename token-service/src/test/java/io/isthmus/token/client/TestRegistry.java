package io.isthmus.token.client;

import io.isthmus.token.secret.SecretReferences;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** The registry that the tests share. */
public final class TestRegistry {

    private TestRegistry() {}

    /** @param lms where its clients may send people */
    public static String yaml(String lms) {
        return yaml(lms, "http://127.0.0.1:9");
    }

    /** @param receiver where clients are told that a session is over */
    public static String yaml(String lms, String receiver) {
        try (InputStream template = TestRegistry.class.getResourceAsStream("/clients-test.yaml")) {
            return new String(Objects.requireNonNull(template).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("LMS_URL", lms)
                    .replace("RECEIVER_URL", receiver);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ClientRegistry at(URI lms) {
        return RegistryReader.read(yaml(lms.toString()), new SecretReferences(Path.of(""), name -> null))
                .registry();
    }
}
