package io.isthmus.token.verify;

import java.net.URI;
import java.time.Duration;

/**
 * What {@link TokenConfig} says, as the verifier needs it.
 *
 * @param maxSize in characters
 * @param nonceRequired whether a plugin token without a nonce is refused
 * @param lms what a redirect without a host is resolved against
 */
public record TokenLimits(
        Duration ttl, Duration maxLifetime, Duration clockSkew, int maxSize, boolean nonceRequired, URI lms) {}
