package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.lms.Capability;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.people.UserDraft;
import io.isthmus.usersync.Stack;
import io.isthmus.usersync.account.KnownAccounts;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

@QuarkusTest
@Stack
class PermissionCheckIT {

    LmsStandIn lms;
    Portal portal;

    @Inject
    @Readiness
    PermissionCheck check;

    @Inject
    KnownAccounts known;

    @Test
    void saysInWordsWhatTheTokenLacksAndStaysReady() {
        Await.until("it has asked by itself", () -> missing().equals("nothing"));
        portal.addUser(
                new UserDraft().name("watched").mail("watched@example.org").active(true));
        Await.until(
                "somebody who is certain to be there",
                () -> !known.few().await().indefinitely().isEmpty());

        lms.token().revoke(Capability.USER_VIEW_DETAILS);
        try {
            check.look().await().indefinitely();
            assertThat(missing()).contains("lacks moodle/user:viewalldetails");
        } finally {
            lms.token().grant(Capability.USER_VIEW_DETAILS);
        }

        check.look().await().indefinitely();
        assertThat(missing()).isEqualTo("nothing");
    }

    private static String missing() {
        return RestAssured.get("/q/health/ready")
                .then()
                .statusCode(200)
                .extract()
                .path("checks.find { it.name == 'LMS permissions' }.data.missing");
    }
}
