package io.isthmus.token.oauth;

import io.isthmus.token.client.Caller;
import io.isthmus.token.client.Callers;
import io.isthmus.token.client.Callers.Credentials;
import io.isthmus.token.http.OAuthProblem;
import io.isthmus.token.secret.SecretBytes;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells which client asks at an OAuth endpoint: by Basic, by its secret in the form, or by a key of its own. */
@Singleton
class ClientAuthentication {

    private static final String ASSERTION = "client_assertion";
    private static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Callers callers;
    private final ClientAssertions assertions;

    @Inject
    ClientAuthentication(Callers callers, ClientAssertions assertions) {
        this.callers = callers;
        this.assertions = assertions;
    }

    /** Fails with {@link OAuthProblem} if nobody proved who they are, or in two ways at once. */
    Uni<Caller> authenticate(@Nullable String authorization, TokenForm form) {
        Optional<Credentials> basic = Callers.basic(authorization).flatMap(ClientAuthentication::decoded);
        Optional<Credentials> posted = form.get("client_secret")
                .map(secret -> new Credentials(form.get("client_id").orElse(""), SecretBytes.ofText(secret)));
        Optional<String> assertion = form.get(ASSERTION);
        if ((basic.isPresent() ? 1 : 0) + (posted.isPresent() ? 1 : 0) + (assertion.isPresent() ? 1 : 0) > 1) {
            throw OAuthProblem.badRequest("invalid_request", "Authenticate in one way only.");
        }
        if (assertion.isPresent()) {
            return byAssertion(assertion.get(), form);
        }
        Caller caller = basic.or(() -> posted).flatMap(callers::authenticate).orElseThrow(OAuthProblem::invalidClient);
        return Uni.createFrom().item(caller);
    }

    private Uni<Caller> byAssertion(String assertion, TokenForm form) {
        if (!form.required("client_assertion_type").equals(JWT_BEARER)) {
            throw OAuthProblem.badRequest("invalid_request", "client_assertion_type is " + JWT_BEARER + ".");
        }
        return assertions
                .prove(assertion, form.get("client_id"))
                .map(client -> client.map(known -> new Caller(known, known.scopes()))
                        .orElseThrow(OAuthProblem::invalidClient));
    }

    /** RFC 6749 §2.3.1: both halves are form-encoded before Basic encodes them. */
    private static Optional<Credentials> decoded(Credentials raw) {
        try {
            String secret = new String(raw.secret().reveal(), StandardCharsets.UTF_8);
            return Optional.of(new Credentials(decode(raw.id()), SecretBytes.ofText(decode(secret))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
