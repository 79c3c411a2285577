package io.isthmus.token.oauth;

import io.isthmus.token.client.Caller;
import io.isthmus.token.http.OAuthProblem;
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
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Token revocation (RFC 7009). Introspection and this service's own API know at once; the other services check
 * signatures only, so for them the token ends with its lifetime of five minutes at most.
 */
@Path("/oauth2/revoke")
@Tag(name = "oauth")
public class RevocationResource {

    private final ClientAuthentication clients;
    private final AccessTokens accessTokens;
    private final RevokedTokens revoked;

    @Inject
    public RevocationResource(ClientAuthentication clients, AccessTokens accessTokens, RevokedTokens revoked) {
        this.clients = clients;
        this.accessTokens = accessTokens;
        this.revoked = revoked;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "revoke", summary = "Takes back an access token that the client was given")
    @APIResponse(responseCode = "200", description = "The token is good for nothing, if it ever was.")
    @APIResponse(responseCode = "400", description = "It was given to another client.")
    @APIResponse(responseCode = "401", description = "invalid_client")
    @APIResponse(responseCode = "503", description = "temporarily_unavailable")
    public Uni<Response> revoke(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            MultivaluedMap<String, String> form) {
        var parameters = new TokenForm(form);
        return clients.authenticate(authorization, parameters)
                .flatMap(caller -> revoke(caller, parameters.required("token")))
                .replaceWith(() -> Response.ok().build());
    }

    private Uni<Void> revoke(Caller caller, String text) {
        Optional<AccessToken> token = accessTokens.parse(text);
        if (token.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        if (!token.get().clientId().equals(caller.client().id())) {
            throw OAuthProblem.badRequest("unauthorized_client", "The token was given to another client.");
        }
        return revoked.add(token.get());
    }
}
