package io.isthmus.course.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.embed.ServiceDouble.Answer;
import io.isthmus.testbed.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What is shown of courses and certificates, and how it is found. */
class ContentIT {

    @RegisterExtension
    static final Embed EMBED = new Embed();

    @Test
    void tellsProgressInPercentAndToScreenReaders() {
        EMBED.service()
                .dashboard(Answer.json(Samples.dashboard(
                        List.of(
                                Samples.course(2, "Half", 50, "in-progress"),
                                Samples.course(3, "Unknown", null, "in-progress"),
                                Samples.course(4, "Never", null, "not-tracked")),
                        List.of())));

        Component component = EMBED.open(Page.plain()).awaitLoaded();

        List<WebElement> bars = component.all("progress");
        assertThat(bars).hasSize(1);
        assertThat(bars.get(0).getAttribute("value")).isEqualTo("50");
        assertThat(bars.get(0).getAccessibleName()).isEqualTo("Progress: Half");
        List<WebElement> cards = component.all("li.course");
        assertThat(cards.get(0).getText()).contains("50%");
        assertThat(cards.get(1).getText()).contains("Progress not tracked");
        assertThat(cards.get(2).getText()).contains("Progress not tracked");
    }

    @Test
    void showsEachStatusInWordsAndAnUnknownOneNotAtAll() {
        var statuses =
                List.of("not-started", "in-progress", "completed", "overdue", "past", "not-tracked", "elsewhere");
        var courses = statuses.stream()
                .map(status -> Samples.course(2, status, 40, status))
                .toList();
        EMBED.service().dashboard(Answer.json(Samples.dashboard(courses, List.of())));

        Component component = EMBED.open(Page.plain()).awaitLoaded();

        assertThat(component.all(".courses .pill").stream().map(WebElement::getText))
                .containsExactlyInAnyOrder(
                        "Not started", "In progress", "Completed", "Overdue", "Ended", "Progress not tracked");
    }

    @Test
    void writesDatesAndWordsInTheLanguageAroundIt() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));

        Component component = EMBED.open(Page.plain().html("lang=\"de-AT\"")).awaitLoaded();

        assertThat(component.text()).contains("Meine Kurse", "12.02.2026", "Abgeschlossen", "50 %", "Versuch 2");
        assertThat(component.find(".root").getAttribute("lang")).isEqualTo("de-AT");
        component.set("lang", "en-GB");
        Await.until("English", () -> component.text().contains("12 Feb 2026"));
        component.set("lang", "tlh");
        Await.until("English for want of Klingon", () -> component.text().contains("Feb 12, 2026"));
        component.set("lang", "not a language");
        Await.until("English for want of a language", () -> component.text().contains("My courses"));
    }

    @Test
    void takesALanguageThatThePageAdds() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        Component component = EMBED.open(Page.plain().with("lang", "fr")).awaitLoaded();
        assertThat(component.text()).contains("My courses");

        EMBED.browser().run("customElements.get('isthmus-courses').addWords('fr', { courses: 'Mes cours' })");

        Await.until("French", () -> component.text().contains("Mes cours"));
        assertThat(component.text()).contains("12 févr. 2026").contains("My certificates");
    }

    @Test
    void leadsToTheCourseOrThroughTheLaunch() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        String direct = "https://lms.example.org/course/view.php?id=2";
        String launch = EMBED.site().origin() + "/sso/launch?client=portal&target=%2Fcourse%2Fview.php%3Fid%3D2";
        Component component = EMBED.open(Page.plain()).awaitLoaded();
        assertThat(component.find("li.course a").getAttribute("href")).isEqualTo(direct);

        component.set("launch", "/sso/launch?client=portal");
        Await.until(launch, () -> launch.equals(component.find("li.course a").getAttribute("href")));

        String told = "https://sso.example.org/sso/launch?target=%2Fcourse%2Fview.php%3Fid%3D2";
        component.set("launch", "");
        Await.until(told, () -> told.equals(component.find("li.course a").getAttribute("href")));

        component.set("launch", "javascript:alert(1)");
        Await.until(direct, () -> direct.equals(component.find("li.course a").getAttribute("href")));
    }

    @Test
    void offersTheLaunchToAPersonWithoutAnAccount() {
        String unlinked = Samples.dashboard(List.of(), List.of(), Map.of("user", Map.of("linked", false)));
        EMBED.service().dashboard(Answer.json(unlinked));

        Component component =
                EMBED.open(Page.plain().with("launch", "/sso/launch")).awaitLoaded();

        assertThat(component.find(".panel a").getAttribute("href"))
                .isEqualTo(EMBED.site().origin() + "/sso/launch?target=%2F");
    }

    @Test
    void showsTheLatestAttemptAndFoldsTheEarlierOnes() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));

        Component component = EMBED.open(Page.plain()).awaitLoaded();

        assertThat(component.all(".certificate")).hasSize(1);
        assertThat(component.find(".certificate").getText())
                .contains("Certificate of attendance", "Attempt 2", "Valid", "Mar 1, 2026", "No expiry date", "CODE2")
                .doesNotContain("CODE1", "Expired");
        component.find("summary").click();
        Await.until(
                "the earlier attempt",
                () -> component.find(".certificate").getText().contains("Attempt 1"));
        assertThat(component.find("details").getText()).contains("Expired", "Mar 1, 2025", "CODE1");

        component.refresh();
        component.awaitEvents("loaded", 2);
        assertThat(component.find("details").getText()).contains("CODE1");
    }

    @Test
    void filtersByNameWithoutRegardToAccentsAndSaysHowManyAreLeft() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        component.find("[data-focus=filter]").sendKeys("ECRI");

        assertThat(component.titles()).containsExactly("Écriture");
        component.awaitAnnouncement("1 of 3 courses shown");
        component.find("[data-focus=filter]").sendKeys("x");
        assertThat(component.text()).contains("No course matches");
        component.find("[data-focus=clear]").click();
        assertThat(component.titles()).hasSize(3);
        assertThat(component.focus()).isEqualTo("filter");
        component.awaitAnnouncement("3 of 3 courses shown");
    }

    @Test
    void sortsAndFiltersByStatus() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        Component component = EMBED.open(Page.plain()).awaitLoaded();
        assertThat(component.titles()).containsExactly("Data protection", "Écriture", "Statistics");

        component.find("[data-focus=sort]").sendKeys("Progress", Keys.ENTER);
        assertThat(component.titles()).containsExactly("Data protection", "Statistics", "Écriture");
        component.find("[data-focus=sort]").sendKeys("Start", Keys.ENTER);
        assertThat(component.titles()).containsExactly("Écriture", "Statistics", "Data protection");
        component.find("[data-focus=status]").sendKeys("In pro", Keys.ENTER);
        assertThat(component.titles()).containsExactly("Statistics");
    }

    @Test
    void beginsWithTheFilterAndOrderThePageAsksFor() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));

        Component component = EMBED.open(Page.plain().with("filter", "t").with("sort", "start"))
                .awaitLoaded();

        assertThat(component.titles()).containsExactly("Écriture", "Statistics", "Data protection");
        assertThat(component.find("[data-focus=filter]").getAttribute("value")).isEqualTo("t");
        component.set("status", "overdue");
        Await.until("none is overdue", () -> component.titles().isEmpty());
        component.set("status", "completed");
        Await.until("one is completed", () -> component.titles().equals(List.of("Data protection")));
        component.set("filter", "");
        component.set("status", "");
        component.set("sort", "progress");
        Await.until("all, by progress", () -> component.titles().indexOf("Statistics") == 1);
    }

    @Test
    void setsItsHeadingsWhereThePageWantsThem() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));

        Component component =
                EMBED.open(Page.plain().with("heading-level", "3")).awaitLoaded();

        assertThat(component.all("h3").stream().map(WebElement::getText))
                .containsExactly("My courses", "My certificates");
        assertThat(component.all("h4")).hasSize(4);
    }

    @Test
    void staysQuickWithManyCourses() {
        EMBED.service().dashboard(Answer.json(Samples.dashboard(Samples.manyCourses(1_000), List.of())));

        Component component = EMBED.open(Page.plain()).awaitLoaded();

        assertThat(component.find(".summary").getText()).contains("1,000 courses");
        component.find("[data-focus=filter]").sendKeys("course 999");
        assertThat(component.titles()).containsExactly("Course 999");
    }
}
