package io.isthmus.token.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.isthmus.token.client.Caller;
import io.isthmus.token.http.LegacyHeaders;
import io.isthmus.token.http.OAuthProblem;
import io.isthmus.token.http.RemoteAddress;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The token endpoint (RFC 6749 §3.2). */
@Path("/oauth2/token")
@Tag(name = "oauth")
public class TokenResource {

    static final String CLIENT_CREDENTIALS = "client_credentials";
    static final String TOKEN_EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";

    private final ClientAuthentication clients;
    private final AccessTokens accessTokens;
    private final TokenExchange exchange;

    @Inject
    public TokenResource(ClientAuthentication clients, AccessTokens accessTokens, TokenExchange exchange) {
        this.clients = clients;
        this.accessTokens = accessTokens;
        this.exchange = exchange;
    }

    /** RFC 6749 §5.1 and RFC 8693 §2.2.1. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TokenAnswer(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("issued_token_type") @Nullable String issuedTokenType,
            @JsonProperty("token_type") String tokenType,
            @JsonProperty("expires_in") long expiresIn,
            @JsonProperty("scope") String scope) {

        @Override
        public String toString() {
            return "TokenAnswer[hidden]";
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "token",
            summary = "Gives an access token: for the client itself, or for a person in exchange for an SSO token")
    @APIResponse(responseCode = "200", description = "The access token.")
    @APIResponse(responseCode = "400", description = "An error of RFC 6749 §5.2.")
    @APIResponse(responseCode = "401", description = "invalid_client")
    @APIResponse(responseCode = "503", description = "temporarily_unavailable")
    public Uni<TokenAnswer> token(
            @HeaderParam(HttpHeaders.AUTHORIZATION) @Nullable String authorization,
            @Context HttpServerRequest request,
            MultivaluedMap<String, String> form) {
        var parameters = new TokenForm(form);
        return clients.authenticate(authorization, parameters).flatMap(caller -> answer(caller, parameters, request));
    }

    private Uni<TokenAnswer> answer(Caller caller, TokenForm parameters, HttpServerRequest request) {
        String grantType = parameters.required("grant_type");
        if (grantType.equals(CLIENT_CREDENTIALS)) {
            Set<String> scopes = parameters.scopesWithin(caller.client().scopes());
            String token = accessTokens.ofClient(caller.client(), scopes);
            return Uni.createFrom().item(answer(token, null, scopes));
        }
        if (!grantType.equals(TOKEN_EXCHANGE)) {
            throw OAuthProblem.badRequest("unsupported_grant_type", "client_credentials or token exchange.");
        }
        return exchange.exchange(caller, parameters, RemoteAddress.of(request)).map(exchanged -> {
            exchanged.sunset().ifPresent(sunset -> LegacyHeaders.add(request.response(), sunset));
            return answer(exchanged.accessToken(), TokenExchange.ACCESS_TOKEN, exchanged.scopes());
        });
    }

    private TokenAnswer answer(String token, @Nullable String issuedTokenType, Set<String> scopes) {
        return new TokenAnswer(
                token,
                issuedTokenType,
                "Bearer",
                accessTokens.ttl().toSeconds(),
                String.join(" ", new TreeSet<>(scopes)));
    }
}
