package io.isthmus.token.verify;

import io.isthmus.token.client.Client;
import io.isthmus.token.client.FormatRule;
import io.isthmus.token.wire.WireFormat;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A token that is what it says.
 *
 * @param client whose key made it
 * @param nonce what is claimed so that it is used once
 * @param redirect as the token has it
 * @param target the redirect resolved against the LMS and found allowed; empty if the token has none
 */
public record VerifiedToken(
        Client client,
        WireFormat format,
        String nonce,
        Instant issuedAt,
        Instant expiresAt,
        Optional<String> redirect,
        Optional<URI> target,
        Subject subject,
        UserClaims user) {

    /** @return when tokens of this format are taken no more; empty unless it ends */
    public Optional<Instant> sunset() {
        return Optional.ofNullable(client.formats().get(format)).flatMap(FormatRule::sunset);
    }
}
