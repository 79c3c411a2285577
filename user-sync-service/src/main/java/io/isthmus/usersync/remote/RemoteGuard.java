package io.isthmus.usersync.remote;

import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.isthmus.usersync.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jspecify.annotations.Nullable;

/**
 * Guards, counts and times the calls of one system. A call says that the system is down by a {@link RemoteFault} that is
 * {@link Kind#RETRYABLE}; one that is not sent ends in such a fault too.
 *
 * @param <A> answer
 */
public final class RemoteGuard<A> {

    private final String side;
    private final Strategies<A> strategies;
    private final BiFunction<@Nullable A, @Nullable Throwable, String> outcomes;
    private final MeterRegistry meters;
    private final Traces traces;

    RemoteGuard(
            String side,
            Strategies<A> strategies,
            BiFunction<@Nullable A, @Nullable Throwable, String> outcomes,
            MeterRegistry meters,
            Traces traces) {
        this.side = side;
        this.strategies = strategies;
        this.outcomes = outcomes;
        this.meters = meters;
        this.traces = traces;
    }

    /** A call that changes nothing; it is tried twice. */
    public Uni<A> read(String function, Supplier<Uni<A>> call) {
        return Uni.createFrom()
                .context(work -> strategies.read(function, () -> observed(function, work, call)))
                .onFailure(FaultToleranceException.class)
                .transform(failure -> spared(function, failure));
    }

    /** A call that is made once: whether it had an effect is for the next reading to tell. */
    public Uni<A> write(String function, Supplier<Uni<A>> call) {
        return Uni.createFrom()
                .context(work -> strategies.write(function, () -> observed(function, work, call)))
                .onFailure(FaultToleranceException.class)
                .transform(failure -> spared(function, failure));
    }

    private Uni<A> observed(String function, Context work, Supplier<Uni<A>> call) {
        return Uni.createFrom().deferred(() -> {
            Span span = traces.calling(side + " " + function, work);
            Timer.Sample sample = Timer.start(meters);
            return call.get().onTermination().invoke((answer, failure, cancelled) -> {
                String outcome = cancelled ? "cancelled" : outcome(answer, failure);
                sample.stop(timer(function, outcome));
                end(span, outcome);
            });
        });
    }

    private static void end(Span span, String outcome) {
        span.setAttribute("isthmus.outcome", outcome);
        if (!outcome.equals("ok")) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }

    private Timer timer(String function, String outcome) {
        return meters.timer("isthmus.remote", "side", side, "function", function, "outcome", outcome);
    }

    private String outcome(@Nullable A answer, @Nullable Throwable failure) {
        return failure instanceof RemoteFault fault ? word(fault.reason()) : outcomes.apply(answer, failure);
    }

    private String word(String reason) {
        return reason.startsWith(side + "-") ? reason.substring(side.length() + 1) : reason;
    }

    /** Not sent: the breaker is open, or too many are waiting. */
    private RemoteFault spared(String function, Throwable failure) {
        String reason = failure instanceof CircuitBreakerOpenException ? "breaker-open" : "too-many-calls";
        meters.counter("isthmus.remote.spared", "side", side, "function", function, "reason", reason)
                .increment();
        return new RemoteFault(Kind.RETRYABLE, side + "-" + reason);
    }
}
