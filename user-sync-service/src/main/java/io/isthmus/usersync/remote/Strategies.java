package io.isthmus.usersync.remote;

import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.faulttolerance.api.RateLimitType;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * What stands between a call and its system, from the outside in: a share for each function, slots for all calls, a
 * second try for readings, the rate, and the breaker right in front of the call: what waited its turn while the breaker
 * opened is not sent any more. One after the other, since in one guard a call refused by the rate would count as an
 * answer for the breaker.
 *
 * @param <A> answer
 * @see <a href="https://smallrye.io/docs/smallrye-fault-tolerance/6.10.0/reference/programmatic-api.html">Programmatic
 *     API of SmallRye Fault Tolerance</a>
 */
final class Strategies<A> {

    private static final Logger LOG = Logger.getLogger(Strategies.class);

    /** Waiting calls are persons in work, or parts of an import: there are never that many. */
    private static final int WAITING = 10_000;

    /** Seconds that a call waits for the rate at most; a lease is longer. */
    private static final int PATIENCE = 30;

    private final TypeLiteral<Uni<A>> answers;
    private final int share;
    private final Map<String, TypedGuard<Uni<A>>> shares = new ConcurrentHashMap<>();
    private final TypedGuard<Uni<A>> slots;
    private final TypedGuard<Uni<A>> again;
    private final TypedGuard<Uni<A>> rate;
    private final TypedGuard<Uni<A>> readBreaker;
    private final TypedGuard<Uni<A>> writeBreaker;

    Strategies(String side, RemoteLimits limits, TypeLiteral<Uni<A>> answers, Breakers breakers) {
        this.answers = answers;
        this.share = Math.max(1, limits.maxParallel() * 3 / 4);
        this.slots = bulkhead(limits.maxParallel());
        this.again = again();
        this.rate = rate(limits.rateLimit());
        this.readBreaker = breaker(side, "read", limits, breakers);
        this.writeBreaker = breaker(side, "write", limits, breakers);
    }

    Uni<A> read(String function, Supplier<Uni<A>> call) {
        return slot(function, () -> again.get(() -> rate.get(() -> readBreaker.get(call))));
    }

    Uni<A> write(String function, Supplier<Uni<A>> call) {
        return slot(function, () -> rate.get(() -> writeBreaker.get(call)));
    }

    private Uni<A> slot(String function, Supplier<Uni<A>> call) {
        return shares.computeIfAbsent(function, name -> bulkhead(share)).get(() -> slots.get(call));
    }

    private TypedGuard.Builder<Uni<A>> guard() {
        return TypedGuard.create(answers).withThreadOffload(false);
    }

    private TypedGuard<Uni<A>> bulkhead(int calls) {
        return guard().withBulkhead().limit(calls).queueSize(WAITING).done().build();
    }

    private TypedGuard<Uni<A>> again() {
        return guard().withRetry()
                .maxRetries(1)
                .delay(100, ChronoUnit.MILLIS)
                .jitter(50, ChronoUnit.MILLIS)
                .whenException(Strategies::isDown)
                .done()
                .build();
    }

    /** The other types count what they refuse, or give a whole second's calls at once; calls that wait would never go. */
    private TypedGuard<Uni<A>> rate(int calls) {
        return guard().withRateLimit()
                .limit(calls)
                .window(1, ChronoUnit.SECONDS)
                .type(RateLimitType.SMOOTH)
                .done()
                .withRetry()
                .maxRetries(-1)
                .maxDuration(PATIENCE, ChronoUnit.SECONDS)
                .whenException(RateLimitException.class::isInstance)
                .withCustomBackoff()
                .strategy(() -> Strategies::untilNext)
                .done()
                .done()
                .build();
    }

    private static long untilNext(Throwable failure) {
        return failure instanceof RateLimitException tooMany ? Math.max(1, tooMany.getRetryAfterMillis()) : 1;
    }

    private TypedGuard<Uni<A>> breaker(String side, String calls, RemoteLimits limits, Breakers breakers) {
        breakers.add(side, calls);
        return guard().withCircuitBreaker()
                .requestVolumeThreshold(10)
                .failureRatio(0.6)
                .delay(limits.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .when(Strategies::isDown)
                .onStateChange(state -> {
                    breakers.changed(side, calls, state);
                    LOG.infof("side=%s calls=%s breaker=%s", side, calls, state);
                })
                .done()
                .build();
    }

    /** What a system refuses says nothing about how it does; only silence and nonsense do. */
    private static boolean isDown(Throwable failure) {
        return failure instanceof RemoteFault fault && fault.kind() == Kind.RETRYABLE;
    }
}
