package io.isthmus.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.local.WebBrowser.Page;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An account that takes its time while its owner does what people do. */
@ExtendWith(SharedStack.class)
class JustInTimeIT {

    private static final String CHLOE = "cms:103";

    private final World world;

    JustInTimeIT(TestStack stack) {
        world = new World(stack);
    }

    @Test
    void whoReloadsGoesBackAndStartsAgainHasOneAccountInTheEnd() throws Exception {
        PortalVisitor chloe = world.loggedIn("chloe");
        WebBrowser browser = chloe.browser();
        try (AutoCloseable frozen = world.stack.freeze(Port.SYNC)) {
            Page waiting = browser.submit(chloe.startCourse("/course/lms:3").form("#handover"), Map.of());

            assertThat(waiting.text()).contains("Preparing your account");
            assertThat(World.isWaiting(waiting))
                    .as("goes on without JavaScript")
                    .isTrue();
            assertThat(browser.look(world.sso("/continue")).status()).isEqualTo(200);
            Page reloaded = browser.open(waiting.address().toString());
            assertThat(World.isWaiting(reloaded)).as(reloaded.text()).isTrue();
            // Back to the course, and the button once more.
            Page again = browser.submit(chloe.startCourse("/course/lms:3").form("#handover"), Map.of());
            assertThat(World.isWaiting(again)).as(again.text()).isTrue();
            assertThat(world.lms.users("idnumber", CHLOE)).isEmpty();
        }

        Page course = world.goOn(browser);

        assertThat(course.address().getPath()).as(course.text()).isEqualTo("/course/view.php");
        assertThat(course.one("body").attr("data-username")).isEqualTo("chloe");
        assertThat(world.lms.users("idnumber", CHLOE)).hasSize(1);
        assertThat(world.lms.users("username", "chloe")).hasSize(1);
        Page back = browser.open(world.sso("/continue"));
        assertThat(back.one("body").attr("data-username")).as("the back button").isEqualTo("chloe");
    }
}
