package io.isthmus.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.local.World.Person;
import io.isthmus.testbed.Await;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Logouts that servers tell each other, without the browser. */
@ExtendWith(SharedStack.class)
class BackchannelIT {

    private final TestStack stack;
    private final World world;

    BackchannelIT(TestStack stack) {
        this.stack = stack;
        this.world = new World(stack);
    }

    @Test
    void aLogoutAtThePortalIsToldToWhoeverWantsToHear() {
        Person person = world.newcomer("olga");
        PortalVisitor olga = world.loggedIn("olga");
        olga.browser().open(world.sso("/launch?target=/my/"));
        assertThat(hasSession(olga.browser())).isTrue();

        WebBrowser.Page handOver = olga.submit(olga.open("/learning"), "form[action=/user/logout]");
        olga.browser().submit(handOver.form("#handover"), Map.of());

        Await.until(
                "the library heard of it",
                () -> stack.library().heardOf(person.uid()).size() == 1);
        JsonNode claims = Library.claims(stack.library().heardOf(person.uid()).get(0));
        assertThat(claims.path("iss").asText()).isEqualTo(stack.url(Port.TOKEN));
        assertThat(claims.path("aud").asText()).isEqualTo(Library.ID);
        assertThat(claims.path("sid").asText()).isNotEmpty();
        assertThat(claims.has("nonce")).isFalse();
    }

    @Test
    void aLogoutThatAnIssuerTellsOfEndsTheSessionOnceAndOnlyThatPersons() {
        Person person = world.newcomer("pia");
        Person other = world.newcomer("quin");
        var pia = new WebBrowser();
        var quin = new WebBrowser();
        world.enter(pia, world.token(person.uid(), "pia", "/my/"));
        world.enter(quin, world.token(other.uid(), "quin", "/my/"));
        String told = stack.library().tell(person.uid());

        var issuer = new WebBrowser();
        assertThat(issuer.post(world.sso("/backchannel-logout"), Map.of("logout_token", told))
                        .status())
                .isEqualTo(200);

        assertThat(hasSession(pia)).isFalse();
        assertThat(hasSession(quin)).isTrue();
        assertThat(issuer.post(world.sso("/backchannel-logout"), Map.of("logout_token", told))
                        .status())
                .as("the same again")
                .isEqualTo(400);
        Await.until(
                "the library heard of it",
                () -> stack.library().heardOf(person.uid()).size() == 1);
    }

    @Test
    void whoIsBlockedAtThePortalHasNoSessionAnywhere() {
        Person person = world.newcomer("rolf");
        WebBrowser rolf = world.loggedIn("rolf").browser();
        rolf.open(world.sso("/launch?target=/my/"));
        assertThat(world.atTheLms(rolf)).isEqualTo("rolf");

        world.cms.change(person.account(), Map.of("status", "false"));

        Await.untilAsserted(
                "the session at the LMS is over",
                () -> assertThat(world.atTheLms(rolf)).isEmpty());
        Await.until("the session here is over", () -> !hasSession(rolf));
        assertThat(rolf.open(world.sso("/launch?target=/my/")).address().getPath())
                .isEqualTo("/user/login");
    }

    /** The page asks only those who have a session whether they want to end it. */
    private boolean hasSession(WebBrowser browser) {
        return browser.open(world.sso("/logout")).text().contains("Log out?");
    }
}
