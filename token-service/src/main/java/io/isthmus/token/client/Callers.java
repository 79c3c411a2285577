package io.isthmus.token.client;

import io.isthmus.token.http.Problem;
import io.isthmus.token.secret.SecretBytes;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who calls the API from its Authorization header (RFC 7617, RFC 6750). */
@Singleton
public class Callers {

    private static final String BASIC = "basic ";
    private static final String BEARER = "bearer ";

    private final Clients clients;
    private final BearerTokens bearerTokens;

    @Inject
    public Callers(Clients clients, BearerTokens bearerTokens) {
        this.clients = clients;
        this.bearerTokens = bearerTokens;
    }

    /** @return empty if the header is missing or proves nothing */
    public Uni<Optional<Caller>> authenticate(@Nullable String authorization) {
        if (authorization != null && startsWith(authorization, BEARER)) {
            return bearer(authorization.substring(BEARER.length()).strip());
        }
        return Uni.createFrom().item(basic(authorization).flatMap(this::authenticate));
    }

    /** Fails with a {@link Problem} unless the caller is known and has the scope. */
    public Uni<Caller> require(@Nullable String authorization, String scope) {
        return authenticate(authorization).map(caller -> {
            Caller known = caller.orElseThrow(Problem::unauthenticated);
            if (!known.may(scope)) {
                throw Problem.forbidden("This needs the scope " + scope + ".");
            }
            return known;
        });
    }

    /** An id and what is to prove it. */
    public record Credentials(String id, SecretBytes secret) {}

    public Optional<Caller> authenticate(Credentials credentials) {
        return clients.current()
                .authenticate(credentials.id(), credentials.secret())
                .map(client -> new Caller(client, client.scopes()));
    }

    /** @return what a Basic header says, as it stands there */
    public static Optional<Credentials> basic(@Nullable String authorization) {
        if (authorization == null || !startsWith(authorization, BASIC)) {
            return Optional.empty();
        }
        try {
            byte[] decoded = Base64.getDecoder()
                    .decode(authorization.substring(BASIC.length()).strip());
            String text = new String(decoded, StandardCharsets.UTF_8);
            int colon = text.indexOf(':');
            return colon < 1
                    ? Optional.empty()
                    : Optional.of(
                            new Credentials(text.substring(0, colon), SecretBytes.ofText(text.substring(colon + 1))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Uni<Optional<Caller>> bearer(String accessToken) {
        return bearerTokens
                .read(accessToken)
                .map(read -> read.flatMap(bearer ->
                        clients.current().find(bearer.clientId()).map(client -> new Caller(client, bearer.scopes()))));
    }

    private static boolean startsWith(String header, String scheme) {
        return header.regionMatches(true, 0, scheme, 0, scheme.length());
    }
}
