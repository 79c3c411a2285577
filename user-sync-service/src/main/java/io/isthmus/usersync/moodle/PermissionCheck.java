package io.isthmus.usersync.moodle;

import io.isthmus.usersync.account.KnownAccounts;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Says at start, and again when it changes, what the token lacks. The service is ready all the same: work waits, and
 * nothing is concluded from what cannot be seen.
 */
@Readiness
@ApplicationScoped
class PermissionCheck implements HealthCheck {

    private static final Logger LOG = Logger.getLogger(PermissionCheck.class);

    private final MoodleProbe probe;
    /** Null until it has been asked. */
    private volatile @Nullable List<String> missing;

    PermissionCheck(GuardedMoodle calls, KnownAccounts known, LmsConfig config) {
        probe = new MoodleProbe(calls, known, config.cohorts(), config.report().isPresent());
    }

    @Scheduled(every = "10m", delayed = "2s")
    Uni<Void> look() {
        return probe.missing()
                .invoke(found -> {
                    if (!found.equals(missing)) {
                        found.forEach(LOG::warn);
                        missing = found;
                    }
                })
                .replaceWithVoid();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("LMS permissions")
                .up()
                .withData("missing", words(missing))
                .build();
    }

    private static String words(@Nullable List<String> missing) {
        if (missing == null) {
            return "not asked yet";
        }
        return missing.isEmpty() ? "nothing" : String.join(" ", missing);
    }
}
