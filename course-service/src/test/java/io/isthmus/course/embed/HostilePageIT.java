package io.isthmus.course.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.embed.ServiceDouble.Answer;
import io.isthmus.testbed.Await;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Rectangle;
import org.openqa.selenium.WebElement;

/** Pages and data that mean it ill, old browsers, and pages written from right to left. */
class HostilePageIT {

    private static final String HOSTILE_STYLES = "<link rel=\"stylesheet\" href=\"/static/hostile.css\">";

    @RegisterExtension
    static final Embed EMBED = new Embed();

    @BeforeEach
    void loadAdasDashboard() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
    }

    @Test
    void staysItselfInAPageWithHostileStyles() {
        Component component = EMBED.open(Page.plain().head(HOSTILE_STYLES)).awaitLoaded();

        assertThat(component.text()).contains("My courses", "Statistics", "50%", "Download PDF");
        for (String selector :
                List.of(".root", "li.course", "progress", "[data-focus=filter]", "[data-focus='pdf c2']")) {
            assertThat(component.find(selector).isDisplayed()).as(selector).isTrue();
            assertThat(component.style(selector, "opacity")).as(selector).isEqualTo("1");
        }
        assertThat(component.style(".root", "fontSize")).isEqualTo("16px");
        assertThat(component.style(".root", "letterSpacing")).isEqualTo("normal");
        assertThat(component.style(".title", "textTransform")).isEqualTo("none");
        assertThat(component.style(".root", "color")).isEqualTo("rgb(28, 36, 48)");
        assertThat(component.find("li.course").getSize().getWidth()).isGreaterThan(250);
        component.find("[data-focus=filter]").sendKeys("stat");
        assertThat(component.titles()).containsExactly("Statistics");
    }

    @Test
    void lendsItsColoursAndPartsToThePageThatAsks() {
        Component component = EMBED.open(Page.plain().head("<link rel=\"stylesheet\" href=\"/static/theme.css\">"))
                .awaitLoaded();

        assertThat(component.style(".root", "backgroundColor")).isEqualTo("rgb(1, 2, 3)");
        assertThat(component.style(".go", "color")).isEqualTo("rgb(200, 100, 50)");
        assertThat(component.style(".heading", "textTransform")).isEqualTo("uppercase");
        assertThat(component.style(".root", "fontSize")).isEqualTo("20px");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<img src=x onerror=alert(1)>",
                "<script>alert(1)</script>",
                "\"><svg onload=alert(1)>",
                "{n} ${alert(1)} {{alert(1)}}",
                "javascript:alert(1)",
                "A\u202Egnp.exe\u0000"
            })
    void showsANameAsItIsWhateverItSays(String name) {
        var course = Samples.course(2, name, 50, "in-progress");
        course.put("shortName", name);
        course.put("status", name);
        course.put("id", name);
        var certificate = Samples.certificate(name, 2, 1, name);
        certificate.put("courseName", name);
        certificate.put("code", name);
        Map<String, ?> failures = Map.of("failures", List.of(Map.of("source", name, "reason", name)));
        EMBED.service()
                .dashboard(Answer.json(Samples.dashboard(List.of(course, course), List.of(certificate), failures)));

        Component component = EMBED.open(Page.plain()).awaitLoaded();

        String shown = EMBED.browser()
                .run("return document.querySelector('isthmus-courses').shadowRoot"
                        + ".querySelector('.courses[role] .title').textContent");
        assertThat(shown).isEqualTo(name);
        Long alerts = EMBED.browser().run("return seen.alerts");
        assertThat(alerts).isZero();
        assertThat(component.all(".root img, .root script, .root svg[onload]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                " java\nscript:alert(1)",
                "data:text/html,<script>alert(1)</script>",
                "vbscript:x",
                "file:///etc/passwd",
                "http://",
                ""
            })
    void followsNoAddressThatIsNotOfTheWeb(String address) {
        var course = Samples.course(2, "Trap", 50, "in-progress");
        course.put("url", address);
        var certificate = Samples.certificate("c1", 2, 1, "valid");
        certificate.put("url", address);
        certificate.put("pdfUrl", address);
        EMBED.service().dashboard(Answer.json(Samples.dashboard(List.of(course), List.of(certificate))));

        Component component = EMBED.open(Page.plain()).awaitLoaded();

        assertThat(component.titles()).containsExactly("Trap");
        assertThat(component.all("a")).isEmpty();
        assertThat(component.all(".certificate button")).isEmpty();
    }

    @Test
    void survivesAnAnswerOfTheWrongShape() {
        String odd = """
                {"user": 7, "courses": [null, 3, "x", {}, {"name": {}, "progress": "50", "startDate": "yesterday",
                "endDate": 5, "url": [], "status": null}, {"name": "Odd", "progress": 1e9}],
                "certificates": {"length": 2}, "failures": "none", "stale": "no"}""";
        EMBED.service().dashboard(Answer.json(odd));

        Component component = EMBED.open(Page.plain()).awaitLoaded();

        assertThat(component.titles()).containsExactlyInAnyOrder("Untitled course", "Untitled course", "Odd");
        assertThat(component.text()).contains("100%").doesNotContain("undefined", "Invalid Date", "NaN", "[object");
    }

    @Test
    void followsThePagesDirection() {
        Component component =
                EMBED.open(Page.plain().html("lang=\"ar\" dir=\"rtl\"")).awaitLoaded();

        List<WebElement> cards = component.all("li.course");
        assertThat(cards.get(0).getRect().getX())
                .isGreaterThan(cards.get(1).getRect().getX());
        Rectangle bar = component.find("progress").getRect();
        Rectangle percent = component.find(".measure b").getRect();
        assertThat(bar.getX()).isGreaterThan(percent.getX());
        assertThat(component.style(".go svg", "transform")).startsWith("matrix(-1");
        Boolean overflows = EMBED.browser().run("return document.documentElement.scrollWidth > innerWidth");
        assertThat(overflows).isFalse();
        Axe.assertAccessible(EMBED.browser());
    }

    @ParameterizedTest
    @ValueSource(ints = {320, 390, 768})
    void fitsANarrowPlace(int width) {
        var course = Samples.course(2, "Donaudampfschifffahrtsgesellschaftskapitän".repeat(4), 50, "in-progress");
        EMBED.service()
                .dashboard(Answer.json(Samples.dashboard(
                        List.of(course, course), List.of(Samples.certificate("c".repeat(90), 2, 1, "valid")))));
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        for (String view : List.of("cards", "list")) {
            component.set("view", view);
            EMBED.browser().run("document.body.style.maxWidth = arguments[0] + 'px'", width);
            Boolean overflows = EMBED.browser().run("""
                            const root = document.querySelector("isthmus-courses").shadowRoot.querySelector(".root");
                            return root.scrollWidth > root.clientWidth || root.clientWidth > document.body.clientWidth;
                            """);
            assertThat(overflows).as(view).isFalse();
        }
    }

    @Test
    void linksItsStylesWhereSheetsCannotBeConstructed() {
        String old = "<script src=\"/static/without-constructable-sheets.js\"></script>";

        Component component = EMBED.open(Page.plain().head(old)).awaitLoaded();

        Await.until("the linked styles", () -> "flex".equals(component.style("li.course", "display")));
        assertThat(EMBED.service().web().requests("GET", "/embed/isthmus-courses.css"))
                .hasSize(1);
    }

    @Test
    void canBeLoadedTwice() {
        String twice = "<script type=\"module\" src=\"" + EMBED.service().web().origin()
                + "/embed/isthmus-courses.js?again\"></script>";

        Component component = EMBED.open(Page.plain().head(twice)).awaitLoaded();

        assertThat(component.titles()).hasSize(3);
    }

    @Test
    void hidesWhenThePageHidesIt() {
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        component.set("hidden", "");

        assertThat(component.find(".root").isDisplayed()).isFalse();
    }
}
