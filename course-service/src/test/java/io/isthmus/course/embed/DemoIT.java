package io.isthmus.course.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** The demo page: every state, no error, no broken policy, accessible. */
class DemoIT {

    @RegisterExtension
    static final Embed EMBED = new Embed();

    @BeforeEach
    void forgetWhatOtherPagesLogged() {
        EMBED.browser().driver().manage().logs().get(LogType.BROWSER);
    }

    @Test
    void showsEveryStateWithoutAnError() {
        open("");
        List<String> states = EMBED.browser().driver().findElements(By.cssSelector("[name=state] option")).stream()
                .map(option -> option.getAttribute("value"))
                .toList();

        assertThat(states).hasSizeGreaterThan(14);
        for (String state : states) {
            open("?state=" + state);
            Await.until(state, () -> settled(state));
            assertThat(component().text()).as(state).isNotEmpty();
        }
        Axe.assertAccessible(EMBED.browser());
        assertThat(errors()).isEmpty();
    }

    @Test
    void changesTheLivingComponent() {
        open("");
        Await.until("the courses", () -> component().titles().size() == 6);

        choose("lang", "ar");
        Await.until("Arabic", () -> component().text().contains("دوراتي"));
        choose("theme", "dark");
        component().awaitScheme("dark");
        choose("view", "list");
        Await.until("a list", () -> "list".equals(component().find(".root").getAttribute("data-view")));

        WebElement host = EMBED.browser().driver().findElement(By.cssSelector("isthmus-courses"));
        assertThat(host.getCssValue("direction")).isEqualTo("rtl");
        assertThat(EMBED.browser().driver().getCurrentUrl()).contains("lang=ar", "theme=dark", "view=list", "dir=rtl");
        assertThat(EMBED.browser().driver().findElement(By.id("markup")).getText())
                .contains("<isthmus-courses", "user=\"101\"", "theme=\"dark\"");
        Axe.assertAccessible(EMBED.browser());
    }

    private static Component component() {
        return new Component(EMBED.browser());
    }

    private static void open(String query) {
        EMBED.browser().open(EMBED.service().web().origin() + "/embed/demo/" + query);
        Await.until("the component", () -> component().shows(".root"));
    }

    private static boolean settled(String state) {
        boolean busy = "true".equals(component().find(".root").getAttribute("aria-busy"));
        return busy == state.equals("loading");
    }

    private static void choose(String name, String value) {
        EMBED.browser()
                .driver()
                .findElement(By.cssSelector("[name=" + name + "] option[value=" + value + "]"))
                .click();
    }

    private static List<LogEntry> errors() {
        return EMBED.browser().driver().manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.SEVERE.intValue())
                .toList();
    }
}
