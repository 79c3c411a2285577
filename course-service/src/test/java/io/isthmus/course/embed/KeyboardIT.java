package io.isthmus.course.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.embed.ServiceDouble.Answer;
import io.isthmus.testbed.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;

/** Everything by the keyboard alone, and the focus never lost. */
class KeyboardIT {

    private static final byte[] PDF = "%PDF-1.4 a certificate".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    static final Embed EMBED = new Embed();

    @BeforeEach
    void loadAdasDashboard() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
    }

    @Test
    void walksThroughAllControlsInReadingOrder() {
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        List<String> order = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            EMBED.browser().pressTab();
            order.add(component.focus());
        }

        assertThat(order)
                .containsExactly(
                        "filter",
                        "status",
                        "sort",
                        "course lms:2",
                        "course lms:4",
                        "course lms:3",
                        "view c2",
                        "pdf c2",
                        "earlier lms:2");
    }

    @Test
    void showsWhereTheFocusIs() {
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        focus(component, "filter");
        assertThat(component.style("[data-focus=filter]", "outlineStyle")).isEqualTo("solid");
        focus(component, "pdf c2");
        assertThat(component.style("[data-focus='pdf c2']", "outlineStyle")).isEqualTo("solid");
    }

    @Test
    void filtersSortsAndUnfoldsByTheKeyboard() {
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        focus(component, "filter");
        EMBED.browser().press("stat");
        assertThat(component.titles()).containsExactly("Statistics");
        EMBED.browser().press(Keys.BACK_SPACE, Keys.BACK_SPACE, Keys.BACK_SPACE, Keys.BACK_SPACE);
        focus(component, "sort");
        EMBED.browser().press(Keys.ARROW_DOWN);
        assertThat(component.titles()).containsExactly("Écriture", "Statistics", "Data protection");
        focus(component, "earlier lms:2");
        EMBED.browser().press(Keys.ENTER);
        Await.until("the earlier attempt", () -> component.text().contains("CODE1"));
        assertThat(component.focus()).isEqualTo("earlier lms:2");
    }

    @Test
    void keepsTheFocusAndWhatIsTypedWhenANewAnswerComes() {
        Component component = EMBED.open(Page.plain()).awaitLoaded();
        focus(component, "filter");
        EMBED.browser().press("sttistics", Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT);
        EMBED.browser().press(Keys.ARROW_LEFT, Keys.ARROW_LEFT, Keys.ARROW_LEFT);

        component.refresh();
        component.awaitEvents("loaded", 2);
        EMBED.browser().press("a");

        assertThat(component.find("[data-focus=filter]").getAttribute("value")).isEqualTo("statistics");
        focus(component, "course lms:3");
        component.refresh();
        component.awaitEvents("loaded", 3);
        assertThat(component.focus()).isEqualTo("course lms:3");
        component.set("lang", "de");
        Await.until("German", () -> component.text().contains("Meine Kurse"));
        assertThat(component.focus()).isEqualTo("course lms:3");
    }

    @Test
    void leavesTheFocusAtTheHeadingWhenWhatHadItIsGone() {
        Component component = EMBED.open(Page.plain()).awaitLoaded();
        focus(component, "course lms:3");

        EMBED.service().dashboard(Answer.json(Samples.EMPTY));
        component.refresh();
        component.awaitEvents("loaded", 2);

        assertThat(component.focus()).isEqualTo("heading");
    }

    @Test
    void retriesByTheKeyboardAndStaysOnTheButtonUntilItWorks() {
        EMBED.service().dashboard(Answer.status(500));
        Component component = EMBED.open(Page.plain()).awaitError();

        focus(component, "again");
        EMBED.browser().press(Keys.ENTER);
        component.awaitEvents("error", 2);
        assertThat(component.focus()).isEqualTo("again");

        CountDownLatch answered = new CountDownLatch(1);
        EMBED.service().dashboard(Answer.json(Samples.ADA).after(answered));
        EMBED.browser().press(Keys.ENTER);
        Await.until(
                "busy", () -> "true".equals(component.find("[data-focus=again]").getAttribute("aria-disabled")));
        assertThat(component.focus()).isEqualTo("again");
        EMBED.browser().press(Keys.ENTER);
        answered.countDown();
        component.awaitLoaded();

        assertThat(component.focus()).isEqualTo("heading");
        assertThat(EMBED.service().web().requests("GET", "/dashboard")).hasSize(3);
    }

    @Test
    void downloadsAPdfByTheKeyboard() throws IOException {
        CountDownLatch answered = new CountDownLatch(1);
        EMBED.service().pdf("c2", Answer.pdf(PDF).after(answered));
        EMBED.browser().allowDownloads();
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        focus(component, "pdf c2");
        EMBED.browser().press(Keys.ENTER);
        component.awaitAnnouncement("Preparing PDF");
        assertThat(component.find("[data-focus='pdf c2']").getText()).contains("Preparing PDF");
        assertThat(component.focus()).isEqualTo("pdf c2");
        EMBED.browser().press(Keys.ENTER);
        Axe.assertAccessible(EMBED.browser());
        answered.countDown();

        component.awaitAnnouncement("The PDF was downloaded.");
        assertThat(Files.readAllBytes(EMBED.browser().download("Data protection CODE2.pdf")))
                .isEqualTo(PDF);
        assertThat(component.focus()).isEqualTo("pdf c2");
        assertThat(EMBED.service().web().requests("GET", "/pdf")).hasSize(1);
        assertThat(EMBED.service().web().requests("GET", "/pdf").get(0).authorization())
                .contains("Bearer token-1");
    }

    @Test
    void saysWhenAPdfCannotBeHadAndTriesAgain() {
        EMBED.service().pdf("c2", Answer.status(503));
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        focus(component, "pdf c2");
        EMBED.browser().press(Keys.SPACE);
        component.awaitAnnouncement("could not be downloaded");

        assertThat(component.find(".problem").getText()).contains("Please try again");
        assertThat(component.focus()).isEqualTo("pdf c2");
        assertThat(component.events("error").get(0))
                .containsEntry("action", "pdf")
                .containsEntry("reason", "busy");
        Axe.assertAccessible(EMBED.browser());
        EMBED.service().pdf("c2", Answer.pdf(PDF));
        EMBED.browser().press(Keys.SPACE);
        component.awaitAnnouncement("downloaded.");
        assertThat(component.shows(".problem")).isFalse();
    }

    @Test
    void savesNothingThatIsNoPdf() {
        EMBED.service().pdf("c2", exchange -> Web.answer(exchange, 200, "text/html", "<script>alert(1)</script>"));
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        focus(component, "pdf c2");
        EMBED.browser().press(Keys.ENTER);

        component.awaitAnnouncement("could not be downloaded");
    }

    private static void focus(Component component, String key) {
        for (int presses = 0; presses < 40 && !key.equals(component.focus()); presses++) {
            EMBED.browser().pressTab();
        }
        assertThat(component.focus()).isEqualTo(key);
    }
}
