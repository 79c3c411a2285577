package io.isthmus.token.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.isthmus.token.Issuer;
import io.isthmus.token.client.Caller;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Token introspection (RFC 7662). */
@Path("/oauth2/introspect")
@Tag(name = "oauth")
public class IntrospectionResource {

    private static final String SCOPE = "token:introspect";

    private final ClientAuthentication clients;
    private final AccessTokens accessTokens;
    private final RevokedTokens revoked;
    private final Issuer issuer;

    @Inject
    public IntrospectionResource(
            ClientAuthentication clients, AccessTokens accessTokens, RevokedTokens revoked, Issuer issuer) {
        this.clients = clients;
        this.accessTokens = accessTokens;
        this.revoked = revoked;
        this.issuer = issuer;
    }

    /** RFC 7662 §2.2; of a token that is not active nothing else is said. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Introspection(
            @JsonProperty("active") boolean active,
            @JsonProperty("scope") @Nullable String scope,
            @JsonProperty("client_id") @Nullable String clientId,
            @JsonProperty("token_type") @Nullable String tokenType,
            @JsonProperty("sub") @Nullable String subject,
            @JsonProperty("source") @Nullable String source,
            @JsonProperty("iss") @Nullable String issuer,
            @JsonProperty("aud") @Nullable String audience,
            @JsonProperty("jti") @Nullable String jti,
            @JsonProperty("iat") @Nullable Long issuedAt,
            @JsonProperty("exp") @Nullable Long expiresAt) {

        private static final Introspection INACTIVE =
                new Introspection(false, null, null, null, null, null, null, null, null, null, null);

        @Override
        public String toString() {
            return "Introspection[hidden]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "introspect",
            summary = "Tells whether an access token is good: a client's own, or with the scope token:introspect"
                    + " any of its source")
    @APIResponse(responseCode = "200", description = "What the token says, or that it is not active.")
    @APIResponse(responseCode = "401", description = "invalid_client")
    @APIResponse(responseCode = "503", description = "It cannot be known whether the token was revoked.")
    public Uni<Introspection> introspect(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            MultivaluedMap<String, String> form) {
        var parameters = new TokenForm(form);
        return clients.authenticate(authorization, parameters)
                .flatMap(caller -> introspect(caller, parameters.required("token")));
    }

    private Uni<Introspection> introspect(Caller caller, String text) {
        Optional<AccessToken> token = accessTokens.parse(text).filter(parsed -> maySee(caller, parsed));
        if (token.isEmpty()) {
            return Uni.createFrom().item(Introspection.INACTIVE);
        }
        return revoked.has(token.get()).map(gone -> gone ? Introspection.INACTIVE : active(token.get()));
    }

    private static boolean maySee(Caller caller, AccessToken token) {
        boolean own = token.clientId().equals(caller.client().id());
        return own || caller.may(SCOPE) && token.source().equals(caller.client().source());
    }

    private Introspection active(AccessToken token) {
        return new Introspection(
                true,
                String.join(" ", new TreeSet<>(token.scopes())),
                token.clientId(),
                "Bearer",
                token.subject(),
                token.source(),
                issuer.uri().toString(),
                AccessTokens.AUDIENCE,
                token.jti(),
                token.issuedAt().getEpochSecond(),
                token.expiresAt().getEpochSecond());
    }
}
