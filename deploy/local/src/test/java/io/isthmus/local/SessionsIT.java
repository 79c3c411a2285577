package io.isthmus.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.local.WebBrowser.Page;
import io.isthmus.local.World.Person;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** One browser after the other's link, in circles, and out again. */
@ExtendWith(SharedStack.class)
class SessionsIT {

    private static final String SESSION = "isthmus_session";

    private final World world;

    SessionsIT(TestStack stack) {
        world = new World(stack);
    }

    @Test
    void whoIsLoggedInIsAskedBeforeTheyBecomeSomebodyElse() {
        Person first = world.newcomer("sara");
        Person second = world.newcomer("tom");
        var browser = new WebBrowser();
        world.enter(browser, world.token(first.uid(), "sara", "/my/"));

        Page question = world.enter(browser, world.token(second.uid(), "tom", "/my/"));

        assertThat(question.text()).contains("You are logged in as sara", "Continue as tom");
        assertThat(world.atTheLms(browser)).isEqualTo("sara");
        Page switched = browser.submit(question.form("form"), Map.of("action", "switch"));
        assertThat(switched.one("body").attr("data-username")).isEqualTo("tom");
    }

    @Test
    void aLinkOfSomebodyElsesChangesNothingUntilItIsAnswered() {
        Person victim = world.newcomer("ruth");
        Person attacker = world.newcomer("eve");
        var browser = new WebBrowser();
        world.enter(browser, world.token(victim.uid(), "ruth", "/my/"));

        // Another site makes the browser post the attacker's token, and lets it go on.
        Page question = world.enter(browser, world.token(attacker.uid(), "eve", "/my/"));
        assertThat(question.text()).contains("somebody may have sent you their own link");
        // It cannot press the button: the form's seal is bound to this browser's login.
        Page forged = browser.post(world.sso("/continue"), Map.of("action", "switch", "seal", "forged"));

        assertThat(forged.status()).isEqualTo(410);
        assertThat(world.atTheLms(browser)).isEqualTo("ruth");
        Page own = world.enter(browser, world.token(victim.uid(), "ruth", "/my/"));
        assertThat(own.one("body").attr("data-username")).isEqualTo("ruth");
    }

    @Test
    void whoIsLoggedInAtThePortalOnlyIsAskedAsWell() {
        world.newcomer("viola");
        Person attacker = world.newcomer("earl");
        WebBrowser browser = world.loggedIn("viola").browser();

        Page question = world.enter(browser, world.token(attacker.uid(), "earl", "/my/"));

        assertThat(question.text()).contains("You are logged in as viola", "somebody may have sent you their own link");
        assertThat(browser.hasCookie(SESSION)).isFalse();
    }

    @Test
    void whoIsSentInCirclesIsToldAndCanGoOn() {
        Person person = world.newcomer("lou");
        var browser = new WebBrowser();
        world.enter(browser, world.token(person.uid(), "lou", "/my/"));
        world.enter(browser, world.token(person.uid(), "lou", "/my/"));

        Page stopped = world.enter(browser, world.token(person.uid(), "lou", "/my/"));

        assertThat(stopped.text()).contains("You are being sent in circles");
        Page landed = browser.submit(stopped.form("form"), Map.of("action", "again"));
        assertThat(landed.one("body").attr("data-username")).isEqualTo("lou");
    }

    @Test
    void aPortalThatSendsPeopleBackWithoutASessionIsALoopToo() {
        var browser = new WebBrowser();
        String launch = world.sso("/launch?target=/my/");

        assertThat(browser.step(launch).location()).contains("/user/login?destination=");
        assertThat(browser.step(launch).location()).contains("/user/login?destination=");

        Page stopped = browser.step(launch);
        assertThat(stopped.status()).isEqualTo(200);
        assertThat(stopped.text()).contains("sent you back several times without saying who you are");
    }

    @Test
    void loggingOutAtThePortalEndsAllSessionsAndNobodyBouncesBackIn() {
        world.newcomer("cleo");
        PortalVisitor cleo = world.loggedIn("cleo");
        WebBrowser browser = cleo.browser();
        browser.open(world.sso("/launch?target=/my/"));
        assertThat(world.atTheLms(browser)).isEqualTo("cleo");

        Page handOver = cleo.submit(cleo.open("/learning"), "form[action=/user/logout]");
        browser.submit(handOver.form("#handover"), Map.of());

        assertThat(world.atTheLms(browser)).isEmpty();
        assertThat(browser.hasCookie(SESSION)).isFalse();
        assertThat(cleo.open("/learning").address().getPath()).isEqualTo("/user/login");
        cleo.logIn("cleo");
        Page asked = browser.open(world.sso("/launch?target=/my/"));
        assertThat(asked.text()).contains("You just logged out");
        Page again = browser.open(asked.one("a.button").absUrl("href"));
        assertThat(again.one("body").attr("data-username")).isEqualTo("cleo");
    }

    @Test
    void loggingOutAtTheLmsAsksAndEndsTheSessionHere() {
        world.newcomer("max");
        WebBrowser browser = world.loggedIn("max").browser();
        Page dashboard = browser.open(world.sso("/launch?target=/my/"));

        Page question = browser.open(dashboard.one(".who a[href*=logout]").absUrl("href"));
        assertThat(question.address().toString()).isEqualTo(world.sso("/logout"));
        assertThat(question.text()).contains("Log out?");
        Page end = browser.submit(question.form("form"), Map.of());

        assertThat(end.status()).isEqualTo(200);
        assertThat(browser.hasCookie(SESSION)).isFalse();
        assertThat(world.atTheLms(browser)).isEmpty();
    }

    @Test
    void anotherSiteCannotLogPeopleOut() {
        Person person = world.newcomer("kim");
        Person stranger = world.newcomer("ned");
        var browser = new WebBrowser();
        world.enter(browser, world.token(person.uid(), "kim", "/my/"));

        Page forged = browser.post(world.sso("/logout"), Map.of("seal", "forged"));
        Page foreign = browser.post(world.sso("/logout"), Map.of("token", world.token(stranger.uid(), "ned", "/")));

        assertThat(forged.status()).isEqualTo(303);
        assertThat(foreign.status()).isEqualTo(303);
        assertThat(browser.open(world.sso("/logout")).text()).contains("Log out?");
        assertThat(world.atTheLms(browser)).isEqualTo("kim");
    }
}
