package io.isthmus.token.oauth;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.isthmus.token.Issuer;
import io.isthmus.token.wire.PublicKeys;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What this authorization server can do (RFC 8414). */
@Path("/.well-known/oauth-authorization-server")
@Tag(name = "oauth")
public class MetadataResource {

    private final Issuer issuer;

    @Inject
    public MetadataResource(Issuer issuer) {
        this.issuer = issuer;
    }

    /** The members of RFC 8414 §2 that apply. */
    record Metadata(
            @JsonProperty("issuer") String issuer,
            @JsonProperty("token_endpoint") String tokenEndpoint,
            @JsonProperty("jwks_uri") String jwksUri,
            @JsonProperty("response_types_supported") List<String> responseTypes,
            @JsonProperty("grant_types_supported") List<String> grantTypes,

            @JsonProperty("token_endpoint_auth_methods_supported")
            List<String> authMethods,

            @JsonProperty("token_endpoint_auth_signing_alg_values_supported")
            List<String> authAlgorithms,

            @JsonProperty("introspection_endpoint") String introspectionEndpoint,

            @JsonProperty("introspection_endpoint_auth_methods_supported")
            List<String> introspectionAuthMethods,

            @JsonProperty("introspection_endpoint_auth_signing_alg_values_supported")
            List<String> introspectionAuthAlgorithms,

            @JsonProperty("revocation_endpoint") String revocationEndpoint,

            @JsonProperty("revocation_endpoint_auth_methods_supported")
            List<String> revocationAuthMethods,

            @JsonProperty("revocation_endpoint_auth_signing_alg_values_supported")
            List<String> revocationAuthAlgorithms,

            @JsonProperty("backchannel_logout_supported") boolean backchannelLogout,

            @JsonProperty("backchannel_logout_session_supported")
            boolean backchannelLogoutSession) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "authorizationServer", summary = "Where the endpoints are and what they take")
    public Metadata metadata() {
        List<String> methods = List.of("client_secret_basic", "client_secret_post", "private_key_jwt");
        List<String> algorithms = PublicKeys.algorithms();
        return new Metadata(
                issuer.uri().toString(),
                issuer.at("/oauth2/token"),
                issuer.at("/.well-known/jwks.json"),
                List.of(),
                List.of(TokenResource.CLIENT_CREDENTIALS, TokenResource.TOKEN_EXCHANGE),
                methods,
                algorithms,
                issuer.at("/oauth2/introspect"),
                methods,
                algorithms,
                issuer.at("/oauth2/revoke"),
                methods,
                algorithms,
                true,
                true);
    }
}
