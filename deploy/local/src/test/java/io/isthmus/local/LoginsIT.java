package io.isthmus.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.local.WebBrowser.Page;
import io.isthmus.local.World.Person;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who comes in, as whom, and who does not. */
@ExtendWith(SharedStack.class)
class LoginsIT {

    private static final String COURSE = "/course/view.php?id=5";

    private final World world;

    LoginsIT(TestStack stack) {
        world = new World(stack);
    }

    @Test
    void aBookmarkLeadsThroughThePortalsLoginToTheCourse() {
        world.newcomer("lena");
        var lena = new WebBrowser();

        Page login = lena.open(world.sso("/launch?target=/course/view.php?id%3D5"));
        assertThat(login.address().getPath()).isEqualTo("/user/login");
        Page course = lena.submit(login.form("form[action=/user/login]"), Map.of("name", "lena", "pass", "lena"));

        assertThat(course.address().toString()).isEqualTo(world.stack.url(Port.LMS) + COURSE);
        assertThat(course.one("body").attr("data-username")).isEqualTo("lena");
    }

    @Test
    void theLmsSendsPeopleByTheSessionOfThePortalToWhereTheyWanted() {
        world.newcomer("luis");
        WebBrowser luis = world.loggedIn("luis").browser();

        Page login = luis.open(world.stack.url(Port.LMS) + COURSE);
        assertThat(login.address().getPath()).isEqualTo("/login/index.php");
        Page course = luis.open(login.one("a[href*=/sso/launch]").absUrl("href"));

        assertThat(course.address().toString()).isEqualTo(world.stack.url(Port.LMS) + COURSE);
        assertThat(course.one("body").attr("data-username")).isEqualTo("luis");
    }

    @Test
    void aLaunchLeadsNowhereButToTheLms() {
        WebBrowser bruno = world.loggedIn("bruno").browser();

        Page refused = bruno.open(world.sso("/launch?target=https://evil.example/"));

        world.assertRefused(bruno, refused, "bad-redirect");
    }

    @Test
    void aLinkPreviewUsesNothingUp() {
        Person person = world.newcomer("hedda");
        var browser = new WebBrowser();
        String link = world.sso("/login?token=" + world.token(person.uid(), "hedda", COURSE));

        assertThat(browser.look(link).status()).isEqualTo(200);
        assertThat(browser.look(link).status()).isEqualTo(200);

        assertThat(browser.open(link).one("body").attr("data-username")).isEqualTo("hedda");
    }

    @Test
    void aDoubleClickStartsTheCourseOnce() {
        world.newcomer("dora");
        PortalVisitor dora = world.loggedIn("dora");
        Page course = dora.open("/course/lms:3");

        // Both clicks send the form; the browser shows the second answer and has the cookies of both.
        var first = CompletableFuture.supplyAsync(() -> dora.submit(course, "form[action$=/start]"));
        var second = CompletableFuture.supplyAsync(() -> dora.submit(course, "form[action$=/start]"));
        dora.browser().post(world.sso("/login"), Map.of("token", tokenOf(first.join())));
        Page landed = dora.browser().submit(second.join().form("#handover"), Map.of());

        assertThat(landed.address().getPath()).as(landed.text()).isEqualTo("/course/view.php");
        assertThat(landed.one("body").attr("data-username")).isEqualTo("dora");
    }

    @Test
    void aTokenThatIsSentTwiceAtOnceIsTakenOnceAndTheWayGoesOn() {
        Person person = world.newcomer("zoe");
        var zoe = new WebBrowser();
        String token = world.token(person.uid(), "zoe", COURSE);

        var statuses = Stream.of(1, 2)
                .map(click -> CompletableFuture.supplyAsync(() ->
                        zoe.post(world.sso("/login"), Map.of("token", token)).status()))
                .toList();

        assertThat(statuses.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(303, 401);
        assertThat(world.goOn(zoe).one("body").attr("data-username")).isEqualTo("zoe");
    }

    @Test
    void whoEditedTheirIdnumberIntoAnothersIsNobody() {
        Person victim = world.newcomer("vera");
        Person thief = world.newcomer("mallory");
        world.lms.change(thief.lmsId(), "idnumber", "cms:" + victim.uid());

        assertRefused(thief.uid(), "mallory", "account-missing");
        assertRefused(victim.uid(), "vera", "account-ambiguous");
    }

    @Test
    void privilegedAndDeniedAccountsAreNotEntered() {
        world.lms.change(TestStack.PRIVILEGED, "idnumber", "cms:9008");
        world.tellLink("cms", "9008", "boss", TestStack.PRIVILEGED);
        assertRefused("9008", "boss", "account-privileged");

        String denied = world.lms.user("username", TestStack.DENIED).path("id").asText();
        world.lms.change(denied, "idnumber", "cms:9009");
        world.tellLink("cms", "9009", "root", denied);
        assertRefused("9009", "root", "account-denied");

        // Moodle lets nobody give these two an idnumber, so a link alone finds nothing.
        world.tellLink("cms", "9001", "visitor", "1");
        assertRefused("9001", "visitor", "account-missing");
        world.tellLink("cms", "9002", "superuser", Doubles.LMS_ADMINISTRATOR);
        assertRefused("9002", "superuser", "account-missing");
    }

    @Test
    void suspendedAndNologinAccountsAreNotEntered() {
        Person suspended = world.newcomer("sven");
        world.lms.change(suspended.lmsId(), "suspended", "1");
        assertRefused(suspended.uid(), "sven", "(account|link)-suspended");

        Person closed = world.newcomer("nora");
        world.lms.change(closed.lmsId(), "auth", "nologin");
        assertRefused(closed.uid(), "nora", "account-no-login");
    }

    @Test
    void theSameUidAtTwoCmsesIsTwoPeople() {
        Person here = world.newcomer("paula");
        String there = world.lms.user("username", "grace").path("id").asText();
        world.lms.change(there, "idnumber", "annex:" + here.uid());
        world.tellLink("annex", here.uid(), "paula", there);

        var annex = new WebBrowser();
        String foreign = world.token("annex:isthmus-local-annex-api-0123456789", here.uid(), "paula", COURSE);
        assertThat(world.enter(annex, foreign).one("body").attr("data-username"))
                .isEqualTo("grace");

        var portal = new WebBrowser();
        assertThat(world.enter(portal, world.token(here.uid(), "paula", COURSE))
                        .one("body")
                        .attr("data-username"))
                .isEqualTo("paula");
    }

    @Test
    void aUsernameThatLooksLikeAnothersUidIsStillItsOwner() {
        Person one = world.newcomer("owen");
        Person other = world.newcomer(one.uid());
        var browser = new WebBrowser();

        Page course = world.enter(browser, world.token(other.uid(), other.name(), COURSE));

        assertThat(course.one("body").attr("data-userid")).isEqualTo(other.lmsId());
        JsonNode account = world.lms.user("id", other.lmsId());
        assertThat(account.path("idnumber").asText()).isEqualTo("cms:" + other.uid());
        // Without a uid in the token the username counts, and nothing but the username.
        var byName = new WebBrowser();
        Page named = world.enter(byName, SsoLoginTokens.withoutUid(other.name(), COURSE));
        assertThat(named.one("body").attr("data-userid")).isEqualTo(other.lmsId());
    }

    private void assertRefused(String uid, String username, String reason) {
        var browser = new WebBrowser();
        world.assertRefused(browser, world.enter(browser, world.token(uid, username, COURSE)), reason);
    }

    private static String tokenOf(Page handOver) {
        return handOver.one("#handover [name=token]").attr("value");
    }
}
