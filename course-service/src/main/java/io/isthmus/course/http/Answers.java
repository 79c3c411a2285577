package io.isthmus.course.http;

import static io.vertx.core.http.HttpHeaders.createOptimized;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** JSON answers with a strong entity tag made of their content, and how old that is. */
@Singleton
public class Answers {

    private static final int NOT_MODIFIED = 304;
    private static final int WORTH_COMPRESSING = 1024;
    private static final int ZIPPED_BYTES = 8 * 1024 * 1024;
    private static final Duration ZIPPED_FOR = Duration.ofMinutes(10);

    // Written out as bytes once.
    private static final CharSequence ETAG = createOptimized(HttpHeaders.ETAG);
    private static final CharSequence CACHE_CONTROL = createOptimized(HttpHeaders.CACHE_CONTROL);
    private static final CharSequence PRIVATE = createOptimized("private, no-cache");
    private static final CharSequence SERVER_TIMING = createOptimized("Server-Timing");
    private static final CharSequence VARY = createOptimized(HttpHeaders.VARY);
    private static final CharSequence ON_THESE = createOptimized("Authorization, Accept-Encoding, Origin");
    private static final CharSequence AGE = createOptimized("Age");
    private static final CharSequence CONTENT_TYPE = createOptimized(HttpHeaders.CONTENT_TYPE);
    private static final CharSequence JSON = createOptimized("application/json;charset=UTF-8");
    private static final CharSequence CONTENT_ENCODING = createOptimized(HttpHeaders.CONTENT_ENCODING);
    private static final CharSequence GZIP = createOptimized("gzip");

    private final ObjectMapper json;
    private final Clock clock;

    /** By tag, which is made of the content. */
    private final Cache<String, byte[]> zipped = Caffeine.newBuilder()
            .maximumWeight(ZIPPED_BYTES)
            .expireAfterWrite(ZIPPED_FOR)
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
        Response.ResponseBuilder answer = Response.ok();
        byte[] content = content(
                body,
                readAt,
                request.getHeaderString(HttpHeaders.ACCEPT_ENCODING),
                request.getHeaderString(HttpHeaders.IF_NONE_MATCH),
                timing,
                (name, value) -> answer.header(name.toString(), value.toString()));
        return content == null
                ? answer.status(NOT_MODIFIED).build()
                : answer.entity(content).build();
    }

    /** The same for a request that is answered without JAX-RS. */
    public void send(Body body, Instant readAt, HttpServerRequest request, Timing timing) {
        HttpServerResponse response = request.response();
        byte[] content = content(
                body,
                readAt,
                request.getHeader(HttpHeaders.ACCEPT_ENCODING),
                request.getHeader(HttpHeaders.IF_NONE_MATCH),
                timing,
                response::putHeader);
        if (content == null) {
            response.setStatusCode(NOT_MODIFIED).end();
            return;
        }
        response.end(Buffer.buffer(content));
    }

    /**
     * @param header is told of each header
     * @return null for an asker that has it already
     */
    private byte @Nullable [] content(
            Body body,
            Instant readAt,
            @Nullable String acceptEncoding,
            @Nullable String ifNoneMatch,
            Timing timing,
            BiConsumer<CharSequence, CharSequence> header) {
        boolean compressed = body.json().length >= WORTH_COMPRESSING && takesGzip(acceptEncoding);
        String tag = '"' + body.tag() + (compressed ? "-gz" : "") + '"';
        header.accept(ETAG, tag);
        header.accept(CACHE_CONTROL, PRIVATE);
        header.accept(SERVER_TIMING, timing.total());
        header.accept(VARY, ON_THESE);
        long age = Duration.between(readAt, clock.instant()).toSeconds();
        header.accept(AGE, Long.toString(Math.max(0, age)));
        if (matches(tag, ifNoneMatch)) {
            return null;
        }
        header.accept(CONTENT_TYPE, JSON);
        if (!compressed) {
            return body.json();
        }
        header.accept(CONTENT_ENCODING, GZIP);
        return zipped.get(body.tag(), same -> gzip(body.json()));
    }

    /** What was compressed may be about somebody who is to be forgotten. */
    public void forget() {
        zipped.invalidateAll();
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
        if (ifNoneMatch.equals(tag)) {
            return true;
        }
        return Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .anyMatch(one -> one.equals("*") || one.equals(tag) || one.equals("W/" + tag));
    }
}
