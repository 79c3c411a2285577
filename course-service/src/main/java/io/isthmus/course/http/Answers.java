package io.isthmus.course.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** JSON answers with a strong entity tag made of their content, and how old that is. */
@Singleton
public class Answers {

    private static final int WORTH_COMPRESSING = 1024;
    private static final int ZIPPED_BYTES = 8 * 1024 * 1024;

    private final ObjectMapper json;
    private final Clock clock;

    /** By tag, which is made of the content. */
    private final Cache<String, byte[]> zipped = Caffeine.newBuilder()
            .maximumWeight(ZIPPED_BYTES)
            .weigher((String tag, byte[] bytes) -> bytes.length + 100)
            .executor(Runnable::run)
            .build();

    Answers(ObjectMapper json, Clock clock) {
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param readAt when the oldest part of the content was read from its LMS
     * @param request the request's headers
     * @return 200, or 304 if the asker has it already
     */
    public Response of(Object content, Instant readAt, HttpHeaders request) {
        return of(Body.of(bytes(content)), readAt, request, new Timing());
    }

    /** The same for what is written already. */
    public Response of(Body body, Instant readAt, HttpHeaders request, Timing timing) {
        boolean compressed =
                body.json().length >= WORTH_COMPRESSING && takesGzip(request.getHeaderString("Accept-Encoding"));
        String tag = '"' + body.tag() + (compressed ? "-gz" : "") + '"';
        return answer(body, compressed, matches(tag, request.getHeaderString(HttpHeaders.IF_NONE_MATCH)))
                .header(HttpHeaders.ETAG, tag)
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache")
                .header("Server-Timing", timing.total())
                .header(HttpHeaders.VARY, "Authorization, Accept-Encoding, Origin")
                .header(
                        "Age",
                        Math.max(0, Duration.between(readAt, clock.instant()).toSeconds()))
                .build();
    }

    private Response.ResponseBuilder answer(Body body, boolean compressed, boolean known) {
        if (known) {
            return Response.notModified();
        }
        byte[] bytes = compressed ? zipped.get(body.tag(), tag -> gzip(body.json())) : body.json();
        Response.ResponseBuilder answer = Response.ok(bytes, MediaType.APPLICATION_JSON_TYPE);
        return compressed ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip") : answer;
    }

    private static byte[] gzip(byte[] json) {
        var bytes = new ByteArrayOutputStream(json.length / 2);
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A coding with quality 0 is refused (RFC 9110, section 12.5.3). */
    static boolean takesGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        return Arrays.stream(acceptEncoding.toLowerCase(Locale.ROOT).split(","))
                .map(coding -> coding.replace(" ", ""))
                .anyMatch(coding ->
                        coding.equals("gzip") || coding.startsWith("gzip;") && !coding.matches("gzip;q=0(\\.0*)?"));
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
