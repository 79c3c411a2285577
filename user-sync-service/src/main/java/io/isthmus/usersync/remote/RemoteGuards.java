package io.isthmus.usersync.remote;

import io.isthmus.usersync.trace.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.util.TypeLiteral;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Makes the guards, one for each system. */
@ApplicationScoped
public class RemoteGuards {

    private final MeterRegistry meters;
    private final Breakers breakers;
    private final Traces traces;

    RemoteGuards(MeterRegistry meters, Breakers breakers, Traces traces) {
        this.meters = meters;
        this.breakers = breakers;
        this.traces = traces;
    }

    /**
     * @param side {@code cms} or {@code lms}
     * @param outcomes says in a word of low cardinality what came of a call; {@code ok} if all went well
     */
    public <A> RemoteGuard<A> of(
            String side,
            RemoteLimits limits,
            TypeLiteral<Uni<A>> answers,
            BiFunction<@Nullable A, @Nullable Throwable, String> outcomes) {
        return new RemoteGuard<>(side, new Strategies<>(side, limits, answers, breakers), outcomes, meters, traces);
    }
}
