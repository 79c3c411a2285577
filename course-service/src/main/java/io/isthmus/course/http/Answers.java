package io.isthmus.course.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** JSON answers with a strong entity tag made of their content, and how old that is. */
@Singleton
public class Answers {

    private final ObjectMapper json;
    private final Clock clock;

    Answers(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param readAt when the oldest part of the content was read from its LMS
     * @param ifNoneMatch the request's header
     * @return 200, or 304 if the asker has it already
     */
    public Response of(Object content, Instant readAt, @Nullable String ifNoneMatch) {
        return of(Body.of(bytes(content)), readAt, ifNoneMatch);
    }

    /** The same for what is written already. */
    public Response of(Body body, Instant readAt, @Nullable String ifNoneMatch) {
        String tag = '"' + body.tag() + '"';
        Response.ResponseBuilder answer = matches(tag, ifNoneMatch)
                ? Response.notModified()
                : Response.ok(body.json(), MediaType.APPLICATION_JSON_TYPE);
        return answer.header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
                .header(
                        "Age",
                        Math.max(0, Duration.between(readAt, clock.instant()).toSeconds()))
                .build();
    }

    private byte[] bytes(Object content) {
        try {
            return json.writeValueAsBytes(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that cannot be written", e);
        }
    }

    /** Weak comparison, as RFC 9110 wants it for If-None-Match. */
    static boolean matches(String tag, @Nullable String ifNoneMatch) {
        if (ifNoneMatch == null) {
            return false;
        }
        return Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }
}
