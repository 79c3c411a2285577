package io.isthmus.course.access;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lets a caller in at once whose token was right a moment ago. For others it knows nothing, and Quarkus asks its own
 * provider, on a thread that may wait for the keys.
 */
@Singleton
public class KnownCallers implements IdentityProvider<TokenAuthenticationRequest> {

    private static final int BEFORE_QUARKUS = 1;
    private static final String BEARER = "Bearer ";

    private final VerifiedTokens tokens;

    KnownCallers(VerifiedTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public int priority() {
        return BEFORE_QUARKUS;
    }

    @Override
    public Class<TokenAuthenticationRequest> getRequestType() {
        return TokenAuthenticationRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(
            TokenAuthenticationRequest request, AuthenticationRequestContext context) {
        Optional<JWTCallerPrincipal> known = tokens.known(request.getToken().getToken());
        if (known.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        JWTCallerPrincipal principal = known.get();
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(principal)
                        .addCredential(request.getToken())
                        .addRoles(principal.getGroups())
                        .build());
    }

    /**
     * Allows what {@link Callers#reading} allows, before a request has an identity.
     *
     * @param authorization the request's header
     * @return empty for whoever is not let in by this: they have to be looked at, and told why
     */
    public Optional<Subject> reading(@Nullable String authorization, String cmsUid) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return Optional.empty();
        }
        return tokens.caller(authorization.substring(BEARER.length()))
                .flatMap(caller -> Callers.subject(caller, cmsUid));
    }
}
