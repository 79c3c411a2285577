package io.isthmus.usersync.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.smallrye.mutiny.Uni;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries a trace along a pipeline of {@link Uni}s, in their own context: the work of a person hops between threads, and
 * many persons' work shares a call. Where nobody traces, an event's trace is only passed on.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/">Trace Context</a>
 */
public final class Traces {

    /** Traces nothing, and passes on. */
    public static final Traces OFF = new Traces(TracerProvider.noop().get("off"));

    private static final String CONTEXT = "isthmus.trace";
    private static final String LINKS = "isthmus.trace.links";
    private static final String TRACEPARENT = "traceparent";
    private static final TextMapGetter<Map<String, String>> GETTER = new MapGetter();

    private final Tracer tracer;

    public Traces(Tracer tracer) {
        this.tracer = tracer;
    }

    /**
     * Does work as a span that goes on with a trace.
     *
     * @param name of low cardinality
     * @param traceparent of the event that led to it; null begins a trace
     */
    public <T> Uni<T> goingOn(@Nullable String traceparent, String name, Uni<T> work) {
        return Uni.createFrom().context(context -> {
            Context parent = parsed(traceparent);
            Span span = tracer.spanBuilder(name)
                    .setParent(parent)
                    .setSpanKind(SpanKind.CONSUMER)
                    .startSpan();
            context.put(CONTEXT, parent.with(span));
            return ending(span, work);
        });
    }

    /** Does work that takes in many events as a span for each of them that has a trace. */
    public <T> Uni<T> takingIn(List<Optional<String>> traceparents, String name, Uni<T> work) {
        if (this == OFF) {
            return work;
        }
        return Uni.createFrom().deferred(() -> {
            List<Span> spans = traceparents.stream()
                    .flatMap(Optional::stream)
                    .map(traceparent -> tracer.spanBuilder(name)
                            .setParent(parsed(traceparent))
                            .setSpanKind(SpanKind.CONSUMER)
                            .startSpan())
                    .toList();
            return work.onTermination().invoke((item, failure, cancelled) -> spans.forEach(span -> end(span, failure)));
        });
    }

    /** Starts a span for a call of another system, below the work that it is part of. */
    public Span calling(String name, io.smallrye.mutiny.Context work) {
        SpanBuilder span = tracer.spanBuilder(name).setParent(of(work)).setSpanKind(SpanKind.CLIENT);
        work.<List<SpanContext>>getOrElse(LINKS, List::of).forEach(span::addLink);
        return span.startSpan();
    }

    private static <T> Uni<T> ending(Span span, Uni<T> work) {
        return work.onTermination().invoke((item, failure, cancelled) -> end(span, failure));
    }

    private static void end(Span span, @Nullable Throwable failure) {
        if (failure != null) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    /** Does work in the name of others: below the first of them, with links to the rest. */
    public static <T> Uni<T> inTheNameOf(List<io.smallrye.mutiny.Context> others, Uni<T> work) {
        return Uni.createFrom().context(context -> {
            context.put(CONTEXT, of(others.get(0)));
            context.put(
                    LINKS,
                    others.stream()
                            .skip(1)
                            .map(other -> Span.fromContext(of(other)).getSpanContext())
                            .filter(SpanContext::isValid)
                            .toList());
            return work;
        });
    }

    /** @return the trace that work is part of, as W3C writes it; null if it is part of none */
    public static @Nullable String traceparent(io.smallrye.mutiny.Context work) {
        var carrier = new HashMap<String, String>();
        W3CTraceContextPropagator.getInstance()
                .inject(
                        of(work),
                        carrier,
                        (map, key, value) -> Objects.requireNonNull(map).put(key, value));
        return carrier.get(TRACEPARENT);
    }

    private static Context of(io.smallrye.mutiny.Context work) {
        return work.getOrElse(CONTEXT, Context::root);
    }

    private static Context parsed(@Nullable String traceparent) {
        return traceparent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance()
                        .extract(Context.root(), Map.of(TRACEPARENT, traceparent), GETTER);
    }

    private static final class MapGetter implements TextMapGetter<Map<String, String>> {

        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    }
}
