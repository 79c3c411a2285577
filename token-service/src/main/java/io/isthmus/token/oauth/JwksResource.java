package io.isthmus.token.oauth;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The public halves of the signing keys (RFC 7517 §5). */
@Path("/.well-known/jwks.json")
@Tag(name = "oauth")
public class JwksResource {

    private final SigningKeys keys;

    @Inject
    public JwksResource(SigningKeys keys) {
        this.keys = keys;
    }

    /** A JWK Set. */
    record KeySet(List<Map<String, Object>> keys) {}

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(operationId = "jwks", summary = "The keys that access tokens are checked with")
    public KeySet keys() {
        keys.signing();
        return new KeySet(keys.published().stream().map(SigningKey::published).toList());
    }
}
