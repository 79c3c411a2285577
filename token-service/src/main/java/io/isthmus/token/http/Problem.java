package io.isthmus.token.http;

import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An error of the API as RFC 9457 has it. */
public final class Problem extends RuntimeException {

    public static final String MEDIA_TYPE = "application/problem+json";

    /** Every token that is refused has this type, whatever the reason. */
    public static final String TOKEN_REFUSED = "urn:isthmus:problem:token-refused";

    private static final long serialVersionUID = 1L;
    private static final String BLANK = "about:blank";

    private final String type;
    private final int status;
    private final String detail;
    private final transient Map<String, String> headers;
    private final transient @Nullable String reference;

    private Problem(String type, int status, String detail, Map<String, String> headers, @Nullable String reference) {
        super(detail, null, false, false);
        this.type = type;
        this.status = status;
        this.detail = detail;
        this.headers = Map.copyOf(headers);
        this.reference = reference;
    }

    public static Problem badRequest(String detail) {
        return of(400, detail);
    }

    /** The caller is not who it says, or says nothing. */
    public static Problem unauthenticated() {
        return new Problem(
                BLANK,
                401,
                "Authenticate as a client, by Basic or Bearer.",
                Map.of("WWW-Authenticate", "Basic realm=\"isthmus\", Bearer realm=\"isthmus\""),
                null);
    }

    public static Problem forbidden(String detail) {
        return of(403, detail);
    }

    /**
     * One answer for every token that is not accepted; another for a network that sends too many of them.
     *
     * @param retryAfter how long that network should stay away
     */
    public static Problem tokenRefused(String reference, Optional<Duration> retryAfter) {
        return retryAfter.map(Problem::tooManyFailures).orElseGet(() -> tokenRefused(reference));
    }

    private static Problem tooManyFailures(Duration retryAfter) {
        return new Problem(
                BLANK,
                429,
                "Too many tokens that are not accepted came from your network.",
                Map.of("Retry-After", String.valueOf(retryAfter.toSeconds() + 1)),
                null);
    }

    public static Problem tokenRefused(String reference) {
        return new Problem(
                TOKEN_REFUSED,
                401,
                "The token is not accepted.",
                Map.of("WWW-Authenticate", "SSO realm=\"isthmus\""),
                reference);
    }

    public static Problem unavailable() {
        return new Problem(
                BLANK, 503, "Something this needs cannot be reached. Try again.", Map.of("Retry-After", "2"), null);
    }

    public static Problem of(int status, String detail) {
        return new Problem(BLANK, status, detail, Map.of(), null);
    }

    public Response toResponse() {
        var body = new LinkedHashMap<String, Object>();
        body.put("type", type);
        body.put("title", title());
        body.put("status", status);
        body.put("detail", detail);
        Optional.ofNullable(reference).ifPresent(shown -> body.put("reference", shown));
        Response.ResponseBuilder response =
                Response.status(status).type(MEDIA_TYPE).entity(body);
        headers.forEach(response::header);
        return response.build();
    }

    private String title() {
        Response.Status known = Response.Status.fromStatusCode(status);
        return known == null ? "Error" : known.getReasonPhrase();
    }
}
