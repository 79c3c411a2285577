package io.isthmus.course.moodle;

import io.isthmus.course.source.Reason;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells how the LMSs do. Their being away makes no replica unready: what is known is still told. */
@Readiness
@ApplicationScoped
class LmsReadiness implements HealthCheck {

    private final MoodleSites sites;

    LmsReadiness(MoodleSites sites) {
        this.sites = sites;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("lms").up();
        sites.all().forEach(site -> tell(response, site.source(), site.state()));
        return response.build();
    }

    private static void tell(HealthCheckResponseBuilder response, String source, LmsState state) {
        response.withData(source + ".breaker", state.isBreakerClosed() ? "closed" : "open");
        response.withData(source + ".progress", state.isProgressTold() ? "told" : "not-told");
        state.seen()
                .ifPresentOrElse(
                        seen -> tell(response, source, seen),
                        () -> response.withData(source + ".state", "not-asked-yet"));
    }

    private static void tell(HealthCheckResponseBuilder response, String source, LmsState.Seen seen) {
        response.withData(source + ".since", seen.since().toString());
        response.withData(source + ".state", seen.failing().map(Reason::word).orElse("answering"));
        if (seen.failing().isPresent()) {
            response.withData(source + ".errorcode", seen.errorcode());
        }
    }
}
