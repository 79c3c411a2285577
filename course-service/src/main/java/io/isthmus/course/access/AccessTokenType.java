package io.isthmus.course.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Base64;
import java.util.Locale;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Accepts access tokens only: another JWT of the same issuer, an ID token or a logout token, has another {@code typ}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
@Singleton
class AccessTokenType implements SecurityIdentityAugmentor {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (identity.getPrincipal() instanceof JsonWebToken token && !isAccessToken(token.getRawToken())) {
            return Uni.createFrom().failure(new AuthenticationFailedException("not an access token"));
        }
        return Uni.createFrom().item(identity);
    }

    static boolean isAccessToken(String compact) {
        try {
            byte[] header = Base64.getUrlDecoder().decode(compact.substring(0, Math.max(0, compact.indexOf('.'))));
            JsonNode type = JSON.readTree(header).path("typ");
            String name = type.asText().toLowerCase(Locale.ROOT);
            return name.equals("at+jwt") || name.equals("application/at+jwt");
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
