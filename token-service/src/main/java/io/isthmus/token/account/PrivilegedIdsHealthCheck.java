package io.isthmus.token.account;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Warns while nobody has named the LMS's site administrators, who must not log in this way. */
@Readiness
@Singleton
public class PrivilegedIdsHealthCheck implements HealthCheck {

    private final boolean named;

    @Inject
    public PrivilegedIdsHealthCheck(LoginConfig config) {
        this.named = !config.privilegedIds().orElse(Set.of()).isEmpty();
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("privileged accounts")
                .up()
                .withData(
                        "warning",
                        named ? "none" : "isthmus.login.privileged-ids is empty: name the site administrators")
                .build();
    }
}
