package io.isthmus.usersync.drupal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.faulttolerance.api.CircuitBreakerName;
import io.smallrye.faulttolerance.api.RateLimit;
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jspecify.annotations.Nullable;

/** The connection to Drupal with what makes it bearable: breaker, bulkhead, rate limit, a second try for
 * readings, and a stopwatch. */
@ApplicationScoped
class GuardedDrupal implements DrupalCalls {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int TOO_MANY_REQUESTS = 429;

    /** Calls of one kind in a second; {@code quarkus.fault-tolerance} can set another. */
    private static final int RATE = 500;

    /** Calls of one kind at a time, and calls that wait for their turn. */
    private static final int CALLS = 32;

    private static final int WAITING = 10_000;

    private final DrupalApi api;
    private final CmsConfig config;
    private final MeterRegistry meters;

    GuardedDrupal(@RestClient DrupalApi api, CmsConfig config, MeterRegistry meters) {
        this.api = api;
        this.config = config;
        this.meters = meters;
    }

    @Override
    @Retry(
            maxRetries = 1,
            delay = 100,
            jitter = 50,
            retryOn = {CmsDown.class, RateLimitException.class})
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            failureRatio = 0.6,
            delay = 1,
            delayUnit = ChronoUnit.SECONDS,
            failOn = CmsDown.class)
    @RateLimit(value = RATE, window = 1, windowUnit = ChronoUnit.SECONDS)
    @Bulkhead(value = CALLS, waitingTaskQueue = WAITING)
    @CircuitBreakerName("cms-index")
    public Uni<Answer> index() {
        return timed("index", () -> api.index(authorization()));
    }

    @Override
    @Retry(
            maxRetries = 1,
            delay = 100,
            jitter = 50,
            retryOn = {CmsDown.class, RateLimitException.class})
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            failureRatio = 0.6,
            delay = 1,
            delayUnit = ChronoUnit.SECONDS,
            failOn = CmsDown.class)
    @RateLimit(value = RATE, window = 1, windowUnit = ChronoUnit.SECONDS)
    @Bulkhead(value = CALLS, waitingTaskQueue = WAITING)
    @CircuitBreakerName("cms-by-uid")
    public Uni<Answer> byUid(String uid) {
        return timed("user by uid", () -> api.byUid(authorization(), uid));
    }

    @Override
    @Retry(
            maxRetries = 1,
            delay = 100,
            jitter = 50,
            retryOn = {CmsDown.class, RateLimitException.class})
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            failureRatio = 0.6,
            delay = 1,
            delayUnit = ChronoUnit.SECONDS,
            failOn = CmsDown.class)
    @RateLimit(value = RATE, window = 1, windowUnit = ChronoUnit.SECONDS)
    @Bulkhead(value = CALLS, waitingTaskQueue = WAITING)
    @CircuitBreakerName("cms-by-name")
    public Uni<Answer> byName(String name) {
        return timed("user by name", () -> api.byName(authorization(), name));
    }

    @Override
    @Retry(
            maxRetries = 1,
            delay = 100,
            jitter = 50,
            retryOn = {CmsDown.class, RateLimitException.class})
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            failureRatio = 0.6,
            delay = 1,
            delayUnit = ChronoUnit.SECONDS,
            failOn = CmsDown.class)
    @RateLimit(value = RATE, window = 1, windowUnit = ChronoUnit.SECONDS)
    @Bulkhead(value = CALLS, waitingTaskQueue = WAITING)
    @CircuitBreakerName("cms-list")
    public Uni<Answer> list(Map<String, String> query) {
        return timed("users", () -> api.list(authorization(), query));
    }

    @Override
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            failureRatio = 0.6,
            delay = 1,
            delayUnit = ChronoUnit.SECONDS,
            failOn = CmsDown.class)
    @RateLimit(value = RATE, window = 1, windowUnit = ChronoUnit.SECONDS)
    @Bulkhead(value = CALLS, waitingTaskQueue = WAITING)
    @CircuitBreakerName("cms-create")
    public Uni<Answer> post(String document) {
        return timed("create user", () -> api.post(authorization(), document));
    }

    @Override
    @CircuitBreaker(
            requestVolumeThreshold = 10,
            failureRatio = 0.6,
            delay = 1,
            delayUnit = ChronoUnit.SECONDS,
            failOn = CmsDown.class)
    @RateLimit(value = RATE, window = 1, windowUnit = ChronoUnit.SECONDS)
    @Bulkhead(value = CALLS, waitingTaskQueue = WAITING)
    @CircuitBreakerName("cms-write")
    public Uni<Answer> patch(String uuid, String document) {
        return timed("patch user", () -> api.patch(authorization(), uuid, document));
    }

    private String authorization() {
        String credentials = config.user() + ":" + config.password().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private Uni<Answer> timed(String function, Supplier<Uni<Response>> call) {
        return Uni.createFrom().deferred(() -> {
            Timer.Sample sample = Timer.start(meters);
            return call.get()
                    .onFailure()
                    .transform(GuardedDrupal::down)
                    .map(GuardedDrupal::answer)
                    .onItemOrFailure()
                    .invoke((answer, failure) -> sample.stop(timer(function, outcome(answer, failure))));
        });
    }

    private Timer timer(String function, String outcome) {
        return meters.timer("isthmus.remote", "side", "cms", "function", function, "outcome", outcome);
    }

    private static String outcome(@Nullable Answer answer, @Nullable Throwable failure) {
        if (failure instanceof CmsDown down) {
            return down.reason();
        }
        if (answer == null) {
            return "failed";
        }
        return answer.status() < 300 ? "ok" : "http-" + answer.status();
    }

    private static Throwable down(Throwable failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        boolean late = failure instanceof TimeoutException || cause instanceof TimeoutException;
        return new CmsDown(late ? "cms-timed-out" : "cms-no-connection");
    }

    private static Answer answer(Response response) {
        try (response) {
            int status = response.getStatus();
            if (status >= 500 || status == TOO_MANY_REQUESTS) {
                throw new CmsDown("cms-http-" + status);
            }
            return new Answer(status, json(response.readEntity(String.class)));
        }
    }

    private static JsonNode json(@Nullable String body) {
        try {
            return body == null || body.isBlank() ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }
}
