package io.isthmus.course.moodle;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells how the LMS does. Its being away makes no replica unready: what is known is still told. */
@Readiness
@ApplicationScoped
class LmsReadiness implements HealthCheck {

    private final LmsState state;

    LmsReadiness(LmsState state) {
        this.state = state;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response = HealthCheckResponse.named("lms").up();
        if (state.seen().isEmpty()) {
            return response.withData("state", "not-asked-yet").build();
        }
        LmsState.Seen seen = state.seen().orElseThrow();
        response.withData("since", seen.since().toString());
        if (seen.failing().isEmpty()) {
            return response.withData("state", "answering").build();
        }
        return response.withData("state", seen.failing().orElseThrow().word())
                .withData("errorcode", seen.errorcode())
                .build();
    }
}
