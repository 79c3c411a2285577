package io.isthmus.course.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.embed.ServiceDouble.Answer;
import io.isthmus.testbed.Await;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where the component takes its access token from, and where it takes it. */
class TokenIT {

    @RegisterExtension
    static final Embed EMBED = new Embed();

    @Test
    void asksForATokenOnceForTwoLoads() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        component.refresh();
        component.awaitEvents("loaded", 2);

        assertThat(tokenRequests()).isEqualTo(1);
        assertThat(dashboardTokens()).containsExactly("Bearer token-1", "Bearer token-1");
    }

    @Test
    void sharesATokenAmongTheComponentsOfAPage() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        EMBED.browser().run("document.body.append(document.querySelector('isthmus-courses').cloneNode(true))");

        component.awaitEvents("loaded", 2);
        assertThat(tokenRequests()).isEqualTo(1);
    }

    @Test
    void renewsATokenThatIsAboutToRunOut() {
        EMBED.site().tokens(Answer.json("{\"access_token\":\"brief\",\"expires_in\":0.001}"));
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        component.refresh();
        component.awaitEvents("loaded", 2);

        assertThat(tokenRequests()).isEqualTo(2);
    }

    @Test
    void triesARefusedRequestOnceMoreWithANewToken() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        EMBED.service().refuse("token-1");

        EMBED.open(Page.plain()).awaitLoaded();

        assertThat(dashboardTokens()).containsExactly("Bearer token-1", "Bearer token-2");
    }

    @Test
    void givesUpAfterASecondRefusal() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        EMBED.service().refuse("token-1");
        EMBED.service().refuse("token-2");

        Component component = EMBED.open(Page.plain()).awaitError();

        assertThat(component.text()).contains("Please sign in again");
        assertThat(dashboardTokens()).containsExactly("Bearer token-1", "Bearer token-2");
        assertThat(component.events("error").get(0)).containsEntry("reason", "signed-out");
    }

    @Test
    void sendsTheSitesCookiesToTheSiteAlone() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        EMBED.browser().open(EMBED.site().origin() + "/");
        EMBED.browser().run("document.cookie = 'SESSION=abc'");

        EMBED.open(Page.plain()).awaitLoaded();

        assertThat(EMBED.site().web().requests("GET", "/token").get(0).cookie()).contains("SESSION=abc");
        assertThat(EMBED.service().web().requests("GET", "/dashboard").get(0).cookie())
                .isEmpty();
        EMBED.browser().driver().manage().deleteAllCookies();
    }

    @Test
    void neverWritesATokenIntoAnAddressOrTheFullPage() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        EMBED.service().refuse("token-1");
        EMBED.service().pdf("c2", Answer.pdf(new byte[] {1}));
        Component component = EMBED.open(Page.plain()).awaitLoaded();
        component.find("[data-focus='pdf c2']").click();
        component.awaitAnnouncement("downloaded");

        assertThat(EMBED.service().web().requests())
                .noneMatch(request -> request.uri().contains("token-"));
        assertThat(EMBED.site().web().requests())
                .noneMatch(request -> request.uri().contains("token-"));
        String page = EMBED.browser()
                .run("return document.documentElement.outerHTML"
                        + " + document.querySelector('isthmus-courses').shadowRoot.innerHTML + JSON.stringify(seen)"
                        + " + JSON.stringify(localStorage) + JSON.stringify(sessionStorage)");
        assertThat(page).contains("Statistics").doesNotContain("token-1", "token-2");
    }

    @Test
    void takesTheTokenToNoOtherServiceThanThePages() {
        var elsewhere = Samples.certificate("c9", 3, 1, "valid");
        elsewhere.put("pdfUrl", EMBED.site().origin() + "/v1/certificates/c9/pdf");
        var nearlyHere = Samples.certificate("c8", 4, 1, "valid");
        nearlyHere.put("pdfUrl", EMBED.service().web().origin() + "0/v1/certificates/c8/pdf");
        var schemeless = Samples.certificate("c7", 5, 1, "valid");
        schemeless.put("pdfUrl", "//evil.example.org/v1/certificates/c7/pdf");
        EMBED.service()
                .dashboard(Answer.json(Samples.dashboard(List.of(), List.of(elsewhere, nearlyHere, schemeless))));

        Component component = EMBED.open(Page.plain()).awaitLoaded();

        assertThat(component.all(".certificate")).hasSize(3);
        assertThat(component.all("[data-focus^=pdf]")).isEmpty();
    }

    @Test
    void asksForTokensOnlyAtItsOwnOrigin() {
        String foreign = EMBED.service().web().origin() + "/token";

        Component component =
                EMBED.open(Page.plain().with("token-endpoint", foreign)).awaitError();

        assertThat(component.events("error").get(0)).containsEntry("reason", "configuration");
        assertThat(EMBED.service().web().requests("GET", "/token")).isEmpty();
    }

    @Test
    void understandsARedirectToTheLoginPageAndAForbiddenToken() {
        EMBED.site().tokens(Answer.status(302).with("Location", "/user/login"));
        Component component = EMBED.open(Page.plain()).awaitError();
        assertThat(component.events("error").get(0)).containsEntry("reason", "signed-out");
        assertThat(EMBED.site().web().requests("GET", "/user/login")).isEmpty();

        EMBED.site().tokens(Answer.status(403));
        component.refresh();
        component.awaitEvents("error", 2);
        assertThat(component.events("error").get(1)).containsEntry("reason", "signed-out");

        EMBED.site().tokens(Answer.status(500));
        component.refresh();
        component.awaitEvents("error", 3);
        assertThat(component.events("error").get(2)).containsEntry("reason", "unavailable");
    }

    @Test
    void takesAMissingTokenForAPersonWithoutAnAccount() {
        EMBED.site().tokens(Answer.status(404));

        Component component = EMBED.open(Page.plain()).awaitLoaded();

        assertThat(component.text()).contains("not connected yet").doesNotContain("Try again");
        assertThat(component.events("loaded").get(0)).containsEntry("linked", false);
        assertThat(component.events("error")).isEmpty();
    }

    @Test
    void takesATokenFromThePagesOwnCode() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        EMBED.service().refuse("mine-1");
        Component component = EMBED.open(Page.plain().without("token-endpoint")).awaitError();

        EMBED.browser().run("""
                        window.asked = [];
                        document.querySelector("isthmus-courses").tokenProvider = async ({ renew }) => {
                          window.asked.push(renew);
                          return `mine-${window.asked.length}`;
                        };
                        """);
        component.awaitLoaded();

        assertThat(dashboardTokens()).containsExactly("Bearer mine-1", "Bearer mine-2");
        List<Boolean> asked = EMBED.browser().run("return asked");
        assertThat(asked).containsExactly(false, true);
        assertThat(tokenRequests()).isZero();
    }

    @Test
    void takesATokenProviderThatWasThereFirst() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        String early = "<script src=\"/static/early-provider.js\" defer></script>";

        EMBED.open(Page.plain().without("token-endpoint").head(early)).awaitLoaded();

        assertThat(dashboardTokens()).containsExactly("Bearer early");
    }

    @Test
    void endsTheWaitForAProviderThatNeverAnswers() {
        Component component = EMBED.open(Page.plain().with("timeout", "0.3").without("token-endpoint"));

        EMBED.browser().run("document.querySelector('isthmus-courses').tokenProvider = () => new Promise(() => {})");

        Await.until(
                "a time-out",
                () -> component.events("error").stream().anyMatch(event -> "timeout".equals(event.get("reason"))));
    }

    private static int tokenRequests() {
        return EMBED.site().web().requests("GET", "/token").size();
    }

    private static List<String> dashboardTokens() {
        return EMBED.service().web().requests("GET", "/dashboard").stream()
                .map(Web.Request::authorization)
                .flatMap(Optional::stream)
                .toList();
    }
}
