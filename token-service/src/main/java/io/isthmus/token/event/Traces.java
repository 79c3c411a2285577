package io.isthmus.token.event;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Optional;

/** What is being traced. */
final class Traces {

    private Traces() {}

    /** @return the {@code traceparent} (W3C Trace Context) of what is being done now; empty if nobody traces */
    static Optional<String> current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid()
                ? Optional.of("00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                        + span.getTraceFlags().asHex())
                : Optional.empty();
    }
}
