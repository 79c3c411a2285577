package io.isthmus.token.launch;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The way in without a token. */
@ConfigMapping(prefix = "isthmus.launch")
public interface LaunchConfig {

    /** For which client of the registry people come: its redirects hold. Without one nobody can come this way. */
    Optional<String> client();
}
