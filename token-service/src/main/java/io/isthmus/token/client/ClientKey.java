package io.isthmus.token.client;

import io.isthmus.token.wire.JweKey;
import io.isthmus.token.wire.SsoLoginKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A key of a client's ring.
 *
 * @param kid unique among all clients
 * @param ssoLogin empty if the key was given as 64 bytes for JWE
 * @param notAfter from when on it does nothing, whatever its status
 */
public record ClientKey(
        String kid, KeyStatus status, Optional<Instant> notAfter, Optional<SsoLoginKey> ssoLogin, JweKey jwe) {

    public boolean mints(Instant now) {
        return status == KeyStatus.ACTIVE && isInTime(now);
    }

    public boolean verifies(Instant now) {
        return status != KeyStatus.DISABLED && isInTime(now);
    }

    private boolean isInTime(Instant now) {
        return notAfter.map(now::isBefore).orElse(true);
    }
}
