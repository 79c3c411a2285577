package io.isthmus.course;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Takes out of spans what the HTTP instrumentation puts there and what could name a person: uids in paths, addresses of browsers; the
 * route stays in {@code http.route}. An attribute cannot be removed, so it gets the word that OpenTelemetry's semantic
 * conventions have for it.
 */
@Singleton
final class UnnamedSpans implements SpanProcessor {

    private static final String REDACTED = "REDACTED";

    private static final List<AttributeKey<String>> TELLING = List.of(
            AttributeKey.stringKey("url.path"),
            AttributeKey.stringKey("url.query"),
            AttributeKey.stringKey("url.full"),
            AttributeKey.stringKey("client.address"),
            AttributeKey.stringKey("user_agent.original"));

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        for (AttributeKey<String> key : TELLING) {
            if (span.getAttribute(key) != null) {
                span.setAttribute(key, REDACTED);
            }
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // all of them are there from the start
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
