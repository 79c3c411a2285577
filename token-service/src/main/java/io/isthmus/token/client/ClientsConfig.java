package io.isthmus.token.client;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** Where the client registry is. */
@ConfigMapping(prefix = "isthmus.clients")
public interface ClientsConfig {

    /** The registry, a YAML file; its secrets are files or environment variables. */
    Path file();

    /** How often the file and the secrets it names are looked at again. */
    @WithDefault("PT5S")
    Duration reload();
}
