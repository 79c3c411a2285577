package io.isthmus.token.secret;

import io.smallrye.config.ConfigMapping;

/** The secret of this service itself, the same for all its replicas. */
@ConfigMapping(prefix = "isthmus.secrets")
public interface SecretsConfig {

    /**
     * At least 32 bytes. What signs forms, hides people in logs and encrypts the signing keys in Redis is derived from
     * it; with another one, those keys cannot be read any more.
     */
    String master();
}
