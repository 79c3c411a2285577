package io.isthmus.token.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;

/**
 * What an access token of ours says.
 *
 * @param subject the client's own id, or a CMS uid
 * @param source the CMS
 */
record AccessToken(
        String jti,
        String clientId,
        String subject,
        String source,
        Set<String> scopes,
        Instant issuedAt,
        Instant expiresAt) {

    static AccessToken of(ObjectNode claims) {
        String scope = claims.path("scope").asText();
        return new AccessToken(
                claims.path("jti").asText(),
                claims.path("client_id").asText(),
                claims.path("sub").asText(),
                claims.path("source").asText(),
                scope.isEmpty() ? Set.of() : Set.of(scope.split(" ")),
                Instant.ofEpochSecond(claims.path("iat").asLong()),
                Instant.ofEpochSecond(claims.path("exp").asLong()));
    }

    boolean isOfClient() {
        return clientId.equals(subject);
    }
}
