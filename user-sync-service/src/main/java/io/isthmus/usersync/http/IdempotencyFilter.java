package io.isthmus.usersync.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.usersync.http.IdempotencyStore.Kept;
import io.isthmus.usersync.http.IdempotencyStore.Key;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.util.HexFormat;
import org.jboss.resteasy.reactive.common.core.BlockingNotAllowedException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;

/**
 * Answers a POST that is made again under the same {@code Idempotency-Key} as it was answered the first time, and has no
 * second effect.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key HTTP
 *     header field</a>
 */
@Singleton
class IdempotencyFilter {

    static final String HEADER = "Idempotency-Key";
    static final int MAX_KEY = 255;

    private static final String REPLAYED = "Idempotency-Replayed";
    private static final String PROPERTY = "isthmus.idempotency";
    private static final int SERVER_ERROR = 500;

    private final IdempotencyStore store;
    private final ObjectMapper json;

    IdempotencyFilter(IdempotencyStore store, ObjectMapper json) {
        this.store = store;
        this.json = json;
    }

    @ServerRequestFilter(readBody = true)
    Uni<@Nullable Response> before(ContainerRequestContext request) throws IOException {
        String name = request.getHeaderString(HEADER);
        Principal caller = request.getSecurityContext().getUserPrincipal();
        if (name == null || caller == null || !request.getMethod().equals("POST")) {
            return Uni.createFrom().nullItem();
        }
        if (name.isBlank() || name.length() > MAX_KEY) {
            throw ProblemException.badRequest("bad-idempotency-key", HEADER + " has 1 to " + MAX_KEY + " characters.");
        }
        var key = new Key(caller.getName(), name, named(request));
        return store.begin(key).map(kept -> {
            if (kept.isEmpty()) {
                request.setProperty(PROPERTY, key);
                return null;
            }
            return again(key, kept.get());
        });
    }

    private static String named(ContainerRequestContext request) throws IOException {
        byte[] body = body(request);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            UriInfo uri = request.getUriInfo();
            digest.update((request.getMethod() + " " + uri.getRequestUri().getRawPath() + "?"
                            + uri.getRequestUri().getRawQuery() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether or not its length was told beforehand. Where the resource takes no body, none has been read. */
    private static byte[] body(ContainerRequestContext request) throws IOException {
        try {
            byte[] body = request.getEntityStream().readAllBytes();
            request.setEntityStream(new ByteArrayInputStream(body));
            return body;
        } catch (BlockingNotAllowedException e) {
            return new byte[0];
        }
    }

    private static Response again(Key key, Kept kept) {
        if (!kept.request().equals(key.request())) {
            throw ProblemException.unprocessable(
                    "idempotency-key-reused", "This " + HEADER + " was used for another request.");
        }
        if (kept.status() == null) {
            throw ProblemException.conflict("still-in-progress", "The first request is still being answered.");
        }
        Response.ResponseBuilder answer = Response.status(kept.status()).header(REPLAYED, "true");
        if (kept.location() != null) {
            answer.header(HttpHeaders.LOCATION, kept.location());
        }
        if (kept.body() != null) {
            answer.entity(kept.body()).type(kept.mediaType());
        }
        return answer.build();
    }

    /** What failed may be tried again; every other answer is kept. */
    @ServerResponseFilter
    Uni<Void> after(ContainerRequestContext request, ContainerResponseContext response) throws JsonProcessingException {
        if (!(request.getProperty(PROPERTY) instanceof Key key)) {
            return Uni.createFrom().voidItem();
        }
        request.removeProperty(PROPERTY);
        if (response.getStatus() >= SERVER_ERROR) {
            return store.forget(key);
        }
        Object entity = response.getEntity();
        String body = entity == null ? null : entity instanceof String text ? text : json.writeValueAsString(entity);
        MediaType type = response.getMediaType();
        return store.answered(
                key,
                response.getStatus(),
                response.getHeaderString(HttpHeaders.LOCATION),
                type == null ? MediaType.APPLICATION_JSON : type.toString(),
                body);
    }
}
