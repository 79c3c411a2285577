package io.isthmus.token.http;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;

/** An error of the token endpoint as RFC 6749 §5.2 has it. */
public final class OAuthProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final long retryAfter;

    private OAuthProblem(int status, String error, String description) {
        this(status, error, description, 0);
    }

    private OAuthProblem(int status, String error, String description, long retryAfter) {
        super(description, null, false, false);
        this.status = status;
        this.error = error;
        this.retryAfter = retryAfter;
    }

    /** One answer for every SSO token that is not accepted. */
    public static OAuthProblem invalidGrant(String reference) {
        return badRequest("invalid_grant", "The token is not accepted (" + reference + ").");
    }

    /** @param retryAfter how long the caller's network should stay away */
    public static OAuthProblem tooManyFailures(Duration retryAfter) {
        return new OAuthProblem(
                429,
                "invalid_grant",
                "Too many tokens that are not accepted came from your network.",
                retryAfter.toSeconds() + 1);
    }

    /** @param error one of RFC 6749 §5.2 */
    public static OAuthProblem badRequest(String error, String description) {
        return new OAuthProblem(400, error, description);
    }

    public static OAuthProblem invalidClient() {
        return new OAuthProblem(401, "invalid_client", "The client is unknown or its credential is wrong.");
    }

    /** For what went wrong here; RFC 6749 has these two codes elsewhere (§4.1.2.1) and clients know them. */
    public static OAuthProblem ofStatus(int status) {
        return status == 503
                ? new OAuthProblem(status, "temporarily_unavailable", "Something this needs cannot be reached.", 2)
                : status >= 500
                        ? new OAuthProblem(status, "server_error", "Something went wrong here.")
                        : new OAuthProblem(status, "invalid_request", "The request cannot be answered.");
    }

    public Response toResponse() {
        Response.ResponseBuilder response = Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("error", error, "error_description", getMessage()));
        if (status == 401) {
            response.header("WWW-Authenticate", "Basic realm=\"isthmus\"");
        }
        if (retryAfter > 0) {
            response.header("Retry-After", String.valueOf(retryAfter));
        }
        return response.build();
    }
}
