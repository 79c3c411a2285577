package io.isthmus.bench.token;

import io.isthmus.token.client.ClientRegistry;
import io.isthmus.token.client.Clients;
import io.isthmus.token.client.ClientsConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;

/** The clients of the benchmarks, and token-service's defaults for what runs outside of it. */
public final class Setup {

    private static final String REGISTRY = "/token-clients.yaml";

    private Setup() {}

    /** @return the registry's file, written there */
    static Path clients(Path folder) throws IOException {
        Path file = Files.createDirectories(folder).resolve("token-clients.yaml");
        try (InputStream registry = Setup.class.getResourceAsStream(REGISTRY)) {
            Files.copy(Objects.requireNonNull(registry, REGISTRY), file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    public static ClientRegistry clients() {
        try {
            Path folder = Files.createTempDirectory("bench-");
            Path file = clients(folder);
            var config = config(ClientsConfig.class, Map.of("isthmus.clients.file", file.toString()));
            ClientRegistry registry = new Clients(config).current();
            Files.delete(file);
            Files.delete(folder);
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return a mapping with its defaults and these properties */
    public static <T> T config(Class<T> mapping, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .withMapping(mapping)
                .withDefaultValues(properties)
                .build()
                .getConfigMapping(mapping);
    }
}
