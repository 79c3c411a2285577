package io.isthmus.token.http;

import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Says on an answer that what was asked will not be possible for ever. */
public final class LegacyHeaders {

    /** When the plugin's present form (v3) replaced the others here. */
    private static final Instant DEPRECATED = Instant.parse("2026-01-01T00:00:00Z");

    private LegacyHeaders() {}

    /**
     * {@code Deprecation} (RFC 9745) and {@code Sunset} (RFC 8594).
     *
     * @param sunset when it ends
     */
    public static void add(HttpServerResponse answer, Instant sunset) {
        answer.putHeader("Deprecation", "@" + DEPRECATED.getEpochSecond());
        answer.putHeader("Sunset", DateTimeFormatter.RFC_1123_DATE_TIME.format(sunset.atOffset(ZoneOffset.UTC)));
    }
}
