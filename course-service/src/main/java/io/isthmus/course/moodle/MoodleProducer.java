package io.isthmus.course.moodle;

import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.isthmus.course.source.Sources;
import io.isthmus.moodle.MoodleClient;
import io.isthmus.moodle.MoodleSettings;
import io.isthmus.moodle.MoodleToken;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.Guard;
import io.vertx.mutiny.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Makes an LMS of each one that is configured. */
@Singleton
final class MoodleProducer {

    private static final Logger LOG = Logger.getLogger(MoodleProducer.class);
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}");
    private static final int WINDOW = 10;

    private final Vertx vertx;
    private final LaunchConfig launch;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final List<MoodleClient> clients = new ArrayList<>();

    MoodleProducer(Vertx vertx, LaunchConfig launch, MeterRegistry metrics, Clock clock) {
        this.vertx = vertx;
        this.launch = launch;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Produces
    @Singleton
    MoodleSites sites(LmsConfig one, SourcesConfig several) {
        var sites = new LinkedHashMap<String, MoodleSite>();
        new TreeMap<>(several.all()).forEach((name, lms) -> sites.put(name, site(name, lms.url(), lms.token(), lms)));
        if (sites.isEmpty()) {
            sites.put(one.source(), site(one.source(), one.url(), one.token(), one));
        }
        return new MoodleSites(sites);
    }

    @Produces
    @Singleton
    Sources sources(MoodleSites sites) {
        return sites.sources();
    }

    private MoodleSite site(String name, URI url, MoodleToken token, LmsLimits limits) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of an LMS is lower-case letters, digits and hyphens");
        }
        var client =
                new MoodleClient(vertx, new MoodleSettings(url, token, limits.timeout(), limits.maxResponseBytes()));
        clients.add(client);
        var state = new LmsState();
        return new MoodleSite(
                name,
                client,
                limits,
                new LmsPages(limits.publicUrl().orElse(url), launch.url()),
                state,
                guard(name, limits, state),
                metrics,
                clock);
    }

    /** What the LMS refuses says nothing about how it does; only silence and nonsense open the breaker. */
    private static Guard guard(String name, LmsLimits limits, LmsState state) {
        return Guard.create()
                .withDescription("lms " + name)
                .withBulkhead()
                .limit(limits.maxConcurrent())
                .queueSize(limits.maxWaiting())
                .done()
                .withCircuitBreaker()
                .when(MoodleProducer::isDown)
                .requestVolumeThreshold(WINDOW)
                .delay(limits.breakerDelay().toMillis(), ChronoUnit.MILLIS)
                .onStateChange(changed -> {
                    state.breaker(changed == CircuitBreakerState.CLOSED);
                    LOG.infof("lms=%s breaker=%s", name, changed);
                })
                .done()
                .build();
    }

    static boolean isDown(Throwable failure) {
        return failure instanceof SourceException lms
                && (lms.reason() == Reason.UNAVAILABLE || lms.reason() == Reason.TIMEOUT);
    }

    @PreDestroy
    void close() {
        clients.forEach(MoodleClient::close);
    }
}
