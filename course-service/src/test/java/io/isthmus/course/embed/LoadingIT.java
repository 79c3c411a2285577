package io.isthmus.course.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.embed.ServiceDouble.Answer;
import io.isthmus.testbed.Await;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When the component asks, how long it waits, and what it shows meanwhile. */
class LoadingIT {

    private static final String BRUNO =
            Samples.dashboard(List.of(Samples.course(9, "Bruno's own course", 10, "in-progress")), List.of());

    @RegisterExtension
    static final Embed EMBED = new Embed();

    @Test
    void showsTheLastPersonAskedForEvenWhenAnEarlierAnswerComesLater() {
        CountDownLatch answered = new CountDownLatch(1);
        EMBED.service().dashboard("101", Answer.json(Samples.ADA).after(answered));
        EMBED.service().dashboard("102", Answer.json(BRUNO));
        Component component = EMBED.open(Page.plain());
        Await.until(
                "the first request",
                () -> !EMBED.service().web().requests("GET", "/101/").isEmpty());

        component.set("user", "102");
        component.awaitLoaded();
        answered.countDown();
        component.refresh();
        component.awaitEvents("loaded", 2);

        assertThat(component.titles()).containsExactly("Bruno's own course");
        assertThat(component.events("error")).isEmpty();
    }

    @Test
    void showsNothingOfOnePersonWhileAnotherIsLoading() {
        EMBED.service().dashboard("101", Answer.json(Samples.ADA));
        EMBED.service().dashboard("102", Answer.json(BRUNO).after(new CountDownLatch(1)));
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        component.set("user", "102");

        Await.until("the skeleton", () -> component.shows(".ghosts"));
        String all = EMBED.browser().run("return document.querySelector('isthmus-courses').shadowRoot.innerHTML");
        assertThat(all).doesNotContain("Statistics", "CODE2", "Data protection");
    }

    @Test
    void asksOnceForSeveralChangesInARow() {
        EMBED.service().dashboard("102", Answer.json(BRUNO));
        Component component = EMBED.open(Page.plain().without("user")).awaitError();

        EMBED.browser().run("""
                        const element = document.querySelector("isthmus-courses");
                        element.setAttribute("user", "103");
                        element.setAttribute("view", "list");
                        element.setAttribute("user", "102");
                        """);
        component.awaitLoaded();

        assertThat(EMBED.service().web().requests("GET", "/dashboard")).hasSize(1);
    }

    @Test
    void givesUpAfterTheTimeoutAndComesBackByRetry() {
        EMBED.service().dashboard(Answer.json(Samples.ADA).after(new CountDownLatch(1)));
        Component component = EMBED.open(Page.plain().with("timeout", "0.3")).awaitError();
        assertThat(component.events("error").get(0)).containsEntry("reason", "timeout");
        assertThat(component.text()).contains("answers slowly");

        EMBED.service().dashboard(Answer.json(Samples.ADA));
        component.find("[data-focus=again]").click();

        component.awaitLoaded();
        assertThat(component.titles()).hasSize(3);
    }

    @Test
    void triesAgainByItselfWhenTheServiceSaysWhen() {
        EMBED.service().dashboard(Answer.status(503).with("Retry-After", "1"));
        Component component = EMBED.open(Page.plain()).awaitError();
        assertThat(component.text()).contains("Trying again in 1 s.");

        EMBED.service().dashboard(Answer.json(Samples.ADA));

        component.awaitLoaded();
        assertThat(component.titles()).hasSize(3);
    }

    @Test
    void leavesAServiceAloneAfterThreeTries() {
        EMBED.service().dashboard(Answer.status(503).with("Retry-After", "0"));

        Component component = EMBED.open(Page.plain()).awaitEvents("error", 4);

        assertThat(component.text()).contains("Try again").doesNotContain("Trying again in");
        assertThat(EMBED.service().web().requests("GET", "/dashboard")).hasSize(4);
    }

    @Test
    void keepsWhatItShowsWhenAnUpdateFails() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        EMBED.service().dashboard(Answer.status(500));
        component.refresh();
        component.awaitError();

        assertThat(component.find(".notice").getText()).contains("could not be updated", "Update");
        assertThat(component.titles()).hasSize(3);
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        component.find(".notice button").click();
        component.awaitEvents("loaded", 2);
        assertThat(component.shows(".notice")).isFalse();
    }

    @Test
    void hidesWhatItShowsWhenThePersonMayNotSeeItAnyMore() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        EMBED.service().dashboard(Answer.status(403));
        component.refresh();
        component.awaitError();

        assertThat(component.titles()).isEmpty();
        assertThat(component.text()).doesNotContain("Statistics", "CODE2");
    }

    @Test
    void asksAgainWhenThePageComesBackFromTheBrowsersMemory() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        EMBED.browser().run("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");

        component.awaitEvents("loaded", 2);
    }

    @Test
    void doesNothingMoreOnceItIsTakenOut() {
        EMBED.service().dashboard(Answer.status(503).with("Retry-After", "0").after(new CountDownLatch(1)));
        Component component = EMBED.open(Page.plain());
        component.awaitAnnouncement("Loading");

        EMBED.browser()
                .run("window.gone = document.querySelector('isthmus-courses'); gone.remove();"
                        + " gone.setAttribute('user', '102')");
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        EMBED.browser().run("gone.setAttribute('user', '101'); document.body.append(gone)");
        component.awaitLoaded();

        assertThat(EMBED.service().web().requests("GET", "/102/")).isEmpty();
        assertThat(component.events("error")).isEmpty();
    }

    @Test
    void findsAServiceThatHasABasePath() {
        EMBED.service().dashboard(Answer.status(500));
        String base = EMBED.service().web().origin() + "/learning";

        Component component = EMBED.open(Page.plain().with("src", base)).awaitError();

        assertThat(component.events("error")).hasSize(1);
        assertThat(EMBED.service().web().requests("GET", "/dashboard"))
                .extracting(Web.Request::uri)
                .containsExactly("/learning/v1/users/101/dashboard");
    }
}
