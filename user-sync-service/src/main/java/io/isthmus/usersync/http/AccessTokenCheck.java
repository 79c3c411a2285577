package io.isthmus.usersync.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.isthmus.usersync.account.Sources;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Base64;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Takes access tokens only: another JWT of the same issuer is not one. A client of another CMS is let in nowhere: its
 * uids are not those of ours.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
@Singleton
class AccessTokenCheck implements SecurityIdentityAugmentor {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SOURCE = "source";

    private final Sources sources;

    AccessTokenCheck(Sources sources) {
        this.sources = sources;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        if (!isAccessToken(token.getRawToken())) {
            return Uni.createFrom().failure(new AuthenticationFailedException());
        }
        return Uni.createFrom().item(sources.cms().equals(token.getClaim(SOURCE)) ? identity : withoutRights(identity));
    }

    private static SecurityIdentity withoutRights(SecurityIdentity identity) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .build();
    }

    private static boolean isAccessToken(String token) {
        try {
            byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
            String type = JSON.readTree(header).path("typ").asText();
            return type.equalsIgnoreCase("at+jwt") || type.equalsIgnoreCase("application/at+jwt");
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
