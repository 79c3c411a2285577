package io.isthmus.token.verify;

import io.isthmus.token.client.OwnedKey;
import io.isthmus.token.wire.WireFormat;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * A payload whose MAC held, before its claims are judged.
 *
 * @param issuer whom the token names as its maker; empty where the form has no place for it
 * @param audiences whom the token names; empty where the form has no place for it
 * @param nonce the token's own; empty if it has none
 * @param macNonce a hash of its MAC, to be claimed in place of a nonce
 * @param rawUsername as the token has it
 */
record TokenContent(
        OwnedKey key,
        WireFormat format,
        Optional<String> issuer,
        Optional<Set<String>> audiences,
        Instant issuedAt,
        Instant expiresAt,
        Optional<String> nonce,
        String macNonce,
        Optional<String> redirect,
        String rawUsername,
        UserClaims user) {}
