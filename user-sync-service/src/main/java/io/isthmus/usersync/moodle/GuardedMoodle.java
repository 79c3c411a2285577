package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.moodle.MoodleClient;
import io.isthmus.moodle.MoodleException;
import io.isthmus.moodle.MoodleException.Kind;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.faulttolerance.api.RateLimit;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.jspecify.annotations.Nullable;

/** The connection to Moodle with what makes it bearable: breaker, bulkhead, rate limit, a second try for
 * readings, and a stopwatch. */
@ApplicationScoped
class GuardedMoodle implements MoodleCalls {

    /** Calls of one kind in a second; {@code quarkus.fault-tolerance} can set another. */
    private static final int RATE = 500;

    /** Calls of one kind at a time, and calls that wait for their turn. */
    private static final int CALLS = 32;

    private static final int WAITING = 10_000;

    private final MoodleClient client;
    private final MeterRegistry meters;

    GuardedMoodle(MoodleClient client, MeterRegistry meters) {
        this.client = client;
        this.meters = meters;
    }

    @Override
    @Retry(
            maxRetries = 1,
            delay = 100,
            jitter = 50,
            retryOn = {LmsDown.class, RateLimitException.class})
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            failureRatio = 0.6,
            delay = 1,
            delayUnit = ChronoUnit.SECONDS,
            failOn = LmsDown.class)
    @RateLimit(value = RATE, window = 1, windowUnit = ChronoUnit.SECONDS)
    @Bulkhead(value = CALLS, waitingTaskQueue = WAITING)
    @CircuitBreakerName("lms-read")
    public Uni<JsonNode> read(String function, Map<String, ?> parameters) {
        return timed(function, parameters);
    }

    @Override
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            failureRatio = 0.6,
            delay = 1,
            delayUnit = ChronoUnit.SECONDS,
            failOn = LmsDown.class)
    @RateLimit(value = RATE, window = 1, windowUnit = ChronoUnit.SECONDS)
    @Bulkhead(value = CALLS, waitingTaskQueue = WAITING)
    @CircuitBreakerName("lms-write")
    public Uni<JsonNode> write(String function, Map<String, ?> parameters) {
        return timed(function, parameters);
    }

    private Uni<JsonNode> timed(String function, Map<String, ?> parameters) {
        return Uni.createFrom().deferred(() -> {
            Timer.Sample sample = Timer.start(meters);
            return client.call(function, parameters)
                    .onItemOrFailure()
                    .invoke((answer, failure) -> sample.stop(timer(function, outcome(failure))))
                    .onFailure(GuardedMoodle::isDown)
                    .transform(LmsDown::new);
        });
    }

    private Timer timer(String function, String outcome) {
        return meters.timer("isthmus.remote", "side", "lms", "function", function, "outcome", outcome);
    }

    private static String outcome(@Nullable Throwable failure) {
        if (failure == null) {
            return "ok";
        }
        return failure instanceof MoodleException moodle ? moodle.errorcode() : "failed";
    }

    private static boolean isDown(Throwable failure) {
        return failure instanceof MoodleException moodle && moodle.kind() == Kind.RETRYABLE;
    }
}
