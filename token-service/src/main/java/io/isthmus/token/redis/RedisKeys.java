package io.isthmus.token.redis;

import io.isthmus.token.secret.Hashes;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Names of keys that must not give away what opens them. */
public final class RedisKeys {

    private RedisKeys() {}

    /** @return SHA-256 in base64url, for what a browser holds */
    public static String hash(String secret) {
        byte[] hash = Hashes.sha256(secret.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }
}
