package io.isthmus.token.oauth;

import io.isthmus.token.Issuer;
import io.isthmus.token.client.Client;
import io.isthmus.token.client.Clients;
import io.isthmus.token.nonce.JwtIds;
import io.isthmus.token.wire.SignedJwt;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Client authentication by {@code private_key_jwt} (RFC 7523 §3): signed with the client's own key, for this service
 * alone, short-lived, and each used once.
 */
@Singleton
class ClientAssertions {

    private static final int MAX_LENGTH = 8 * 1024;
    private static final Set<String> TYPES = Set.of("", "JWT", "client-authentication+jwt");

    private final Clients clients;
    private final JwtIds ids;
    private final Set<String> audiences;

    @Inject
    ClientAssertions(Clients clients, JwtIds ids, Issuer issuer) {
        this.clients = clients;
        this.ids = ids;
        this.audiences = Set.of(
                issuer.uri().toString(),
                issuer.at("/oauth2/token"),
                issuer.at("/oauth2/introspect"),
                issuer.at("/oauth2/revoke"));
    }

    /** @param clientId what the form says beside the assertion; it must say the same then */
    Uni<Optional<Client>> prove(String assertion, Optional<String> clientId) {
        Optional<Client> client = assertion.length() > MAX_LENGTH
                ? Optional.empty()
                : SignedJwt.unproved(assertion, "sub")
                        .flatMap(id -> clients.current().find(id));
        Optional<SignedJwt> jwt = client.flatMap(Client::publicKeys).flatMap(keys -> keys.open(assertion));
        if (client.isEmpty()
                || jwt.filter(proved -> isFor(proved, client.get(), clientId)).isEmpty()) {
            return Uni.createFrom().item(Optional.empty());
        }
        return ids.use("assertion/" + client.get().id(), jwt.get()).map(fresh -> fresh ? client : Optional.empty());
    }

    private boolean isFor(SignedJwt jwt, Client client, Optional<String> clientId) {
        Optional<String> id = Optional.of(client.id());
        return TYPES.contains(jwt.type())
                && jwt.text("iss").equals(id)
                && jwt.text("sub").equals(id)
                && jwt.has("exp")
                && !jwt.audiences().isEmpty()
                && audiences.containsAll(jwt.audiences())
                && (clientId.isEmpty() || clientId.equals(id));
    }
}
