package io.isthmus.course.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.course.source.Lms;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.isthmus.moodle.Errorcodes;
import io.isthmus.moodle.MoodleClient;
import io.isthmus.moodle.MoodleException;
import io.isthmus.moodle.MoodleFile;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.jboss.logging.Logger;

/** Calls Moodle and tells its failures in our words; counts and times each call. */
@Singleton
class MoodleCalls {

    private static final Logger LOG = Logger.getLogger(MoodleCalls.class);

    private final MoodleClient client;
    private final Lms lms;
    private final LmsState state;
    private final MeterRegistry metrics;
    private final Clock clock;

    MoodleCalls(MoodleClient client, Lms lms, LmsState state, MeterRegistry metrics, Clock clock) {
        this.client = client;
        this.lms = lms;
        this.state = state;
        this.metrics = metrics;
        this.clock = clock;
    }

    Uni<JsonNode> call(String function, Map<String, ?> parameters) {
        return observed(function, client.call(function, parameters));
    }

    Uni<MoodleFile> download(String path, Map<String, ?> query) {
        return observed(path, client.download(path, query));
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
        LOG.debugf("lms=%s function=%s errorcode=%s", lms.source(), function, failure.errorcode());
        return new SourceException(lms.source(), reason);
    }

    private static Reason reason(MoodleException failure) {
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
        sample.stop(metrics.timer("isthmus.lms.calls", "lms", lms.source(), "function", function, "outcome", outcome));
    }
}
