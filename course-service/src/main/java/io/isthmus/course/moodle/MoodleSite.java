package io.isthmus.course.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.isthmus.moodle.Errorcodes;
import io.isthmus.moodle.MoodleClient;
import io.isthmus.moodle.MoodleException;
import io.isthmus.moodle.MoodleFile;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jboss.logging.Logger;

/**
 * One Moodle: its calls, guarded so that a slow or broken one keeps nothing else waiting, counted and timed, and their
 * failures in our words.
 */
final class MoodleSite {

    private static final Logger LOG = Logger.getLogger(MoodleSite.class);
    private static final TypeLiteral<Uni<JsonNode>> ANSWER = new TypeLiteral<>() {};
    private static final TypeLiteral<Uni<MoodleFile>> FILE = new TypeLiteral<>() {};

    private final String source;
    private final MoodleClient client;
    private final LmsLimits limits;
    private final LmsPages pages;
    private final LmsState state;
    private final Guard guard;
    private final MeterRegistry metrics;
    private final Clock clock;

    MoodleSite(
            String source,
            MoodleClient client,
            LmsLimits limits,
            LmsPages pages,
            LmsState state,
            Guard guard,
            MeterRegistry metrics,
            Clock clock) {
        this.source = source;
        this.client = client;
        this.limits = limits;
        this.pages = pages;
        this.state = state;
        this.guard = guard;
        this.metrics = metrics;
        this.clock = clock;
    }

    String source() {
        return source;
    }

    LmsPages pages() {
        return pages;
    }

    /** @return the kinds of certificates it is asked for */
    Set<String> certificates() {
        return limits.certificates();
    }

    int maxPdfBytes() {
        return limits.maxPdfBytes();
    }

    LmsState state() {
        return state;
    }

    /** @return fails with {@link SourceException} */
    Uni<JsonNode> call(String function, Map<String, ?> parameters) {
        return guard.get(() -> observed(function, client.call(function, parameters)), ANSWER)
                .onFailure(FaultToleranceException.class)
                .transform(spared -> spared(function));
    }

    Uni<MoodleFile> download(String path, Map<String, ?> query) {
        return guard.get(() -> observed(path, client.download(path, query)), FILE)
                .onFailure(FaultToleranceException.class)
                .transform(spared -> spared(path));
    }

    /** Not sent: the breaker is open, or too many are waiting. */
    private SourceException spared(String function) {
        metrics.counter("isthmus.lms.spared", "lms", source, "function", function)
                .increment();
        return new SourceException(source, Reason.UNAVAILABLE);
    }

    private <T> Uni<T> observed(String function, Uni<T> call) {
        return Uni.createFrom().deferred(() -> {
            Timer.Sample sample = Timer.start(metrics);
            return call.invoke(answer -> {
                        state.answered(clock.instant());
                        stop(sample, function, "ok");
                    })
                    .onFailure(MoodleException.class)
                    .transform(failure -> failed(sample, function, (MoodleException) failure));
        });
    }

    private SourceException failed(Timer.Sample sample, String function, MoodleException failure) {
        Reason reason = reason(failure);
        stop(sample, function, reason.word());
        if (reason == Reason.REFUSED) {
            state.answered(clock.instant());
        } else {
            state.failed(reason, failure.errorcode(), clock.instant());
        }
        LOG.debugf("lms=%s function=%s errorcode=%s", source, function, failure.errorcode());
        return new SourceException(source, reason);
    }

    static Reason reason(MoodleException failure) {
        if (failure.errorcode().equals(Errorcodes.TIMED_OUT)) {
            return Reason.TIMEOUT;
        }
        return switch (failure.kind()) {
            case RETRYABLE -> Reason.UNAVAILABLE;
            case CONFIGURATION -> Reason.CONFIGURATION;
            case PERMANENT -> Reason.REFUSED;
        };
    }

    private void stop(Timer.Sample sample, String function, String outcome) {
        sample.stop(metrics.timer("isthmus.lms.calls", "lms", source, "function", function, "outcome", outcome));
    }
}
