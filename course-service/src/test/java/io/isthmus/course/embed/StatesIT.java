package io.isthmus.course.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.isthmus.course.embed.ServiceDouble.Answer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each state says what is the matter in plain words, and is accessible in light and dark. */
class StatesIT {

    @RegisterExtension
    static final Embed EMBED = new Embed();

    /**
     * @param event how it ends: {@code loaded} or {@code error}
     * @param words what can be read
     */
    record State(String name, Answer answer, Page page, String event, List<String> words) {

        private static State loaded(String name, String body, String... words) {
            return new State(name, Answer.json(body), Page.plain(), "loaded", List.of(words));
        }

        private static State failed(String name, Answer answer, String... words) {
            return new State(name, answer, Page.plain(), "error", List.of(words));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<State> states() {
        Answer ada = Answer.json(Samples.ADA);
        Answer cut = exchange -> {};
        Map<String, ?> failure = Map.of("failures", List.of(Map.of("source", "lms", "reason", "timeout")));
        Map<String, ?> unlinked = Map.of("user", Map.of("linked", false));
        List<Map<String, Object>> none = List.of();
        return Stream.of(
                State.loaded("cards", Samples.ADA, "3 courses, 1 completed", "Data protection", "My certificates"),
                new State("list", ada, Page.plain().with("view", "list"), "loaded", List.of("Statistics", "50%")),
                State.loaded("empty", Samples.EMPTY, "No courses yet"),
                State.loaded("not linked", Samples.dashboard(none, none, unlinked), "not connected yet"),
                State.loaded("partial failure", Samples.ada(failure), "Some courses or certificates", "Statistics"),
                new State(
                        "stale",
                        Answer.json(Samples.ada(Map.of("stale", true))).with("Age", "7500"),
                        Page.plain(),
                        "loaded",
                        List.of("This may be out of date", "2 hours ago", "Statistics")),
                State.loaded("stale, age unknown", Samples.ada(Map.of("stale", true)), "This may be out of date"),
                State.failed("network", cut, "check your internet connection", "Try again"),
                State.failed("401", Answer.status(401), "Please sign in again", "Try again"),
                State.failed("403", Answer.status(403), "You cannot see these courses"),
                State.failed("404", Answer.status(404), "cannot be shown right now"),
                State.failed("500", Answer.status(500), "Please try again in a few minutes", "Try again"),
                State.failed("no JSON", Answer.json("<html>"), "cannot be shown right now"),
                State.failed("another JSON", Answer.json("{\"courses\":1}"), "cannot be shown right now"),
                State.failed("503", Answer.status(503), "cannot be reached for a moment", "Try again"),
                State.failed(
                        "503 with Retry-After",
                        Answer.status(503).with("Retry-After", "100"),
                        "Trying again in 100 s.",
                        "Try again"),
                new State("no user", ada, Page.plain().without("user"), "error", List.of("not set up completely")),
                new State(
                        "no token",
                        ada,
                        Page.plain().without("token-endpoint"),
                        "error",
                        List.of("not set up completely")),
                new State(
                        "service of no web address",
                        ada,
                        Page.plain().with("src", "ftp://files.example.org"),
                        "error",
                        List.of("not set up completely")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("states")
    void isToldInPlainWordsAndAccessible(State state) {
        EMBED.service().dashboard(state.answer());

        Component component = EMBED.open(state.page()).awaitEvents(state.event(), 1);

        assertThat(component.text()).contains(state.words());
        assertThat(component.text()).doesNotContain("Exception", "HTTP", "undefined", "null", "NaN", "{");
        assertThat(component.find(".root").getAttribute("aria-busy")).isEqualTo("false");
        EMBED.browser().emulate("prefers-color-scheme", "light");
        Axe.assertAccessible(EMBED.browser());
        EMBED.browser().emulate("prefers-color-scheme", "dark");
        component.awaitScheme("dark");
        Axe.assertReadable(EMBED.browser());
    }

    @Test
    void waitsInTheShapeOfWhatComes() {
        CountDownLatch answered = new CountDownLatch(1);
        EMBED.service().dashboard(Answer.json(Samples.ADA).after(answered));

        Component component = EMBED.open(Page.plain());
        component.awaitAnnouncement("Loading your courses");
        Axe.assertAccessible(EMBED.browser());
        EMBED.browser().emulate("prefers-color-scheme", "dark");
        component.awaitScheme("dark");
        Axe.assertReadable(EMBED.browser());
        assertThat(component.find(".root").getAttribute("aria-busy")).isEqualTo("true");
        var ghost = component.find(".ghosts .card").getRect();
        answered.countDown();
        component.awaitLoaded();

        assertThat(component.shows(".ghosts")).isFalse();
        var card = component.find(".courses[role] .card").getRect();
        assertThat(card.getPoint()).isEqualTo(ghost.getPoint());
        assertThat(card.getWidth()).isEqualTo(ghost.getWidth());
        assertThat(card.getHeight()).isCloseTo(ghost.getHeight(), within(4));
    }

    @Test
    void tellsThePageWhatHappened() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        Component component = EMBED.open(Page.plain()).awaitLoaded();

        EMBED.service().dashboard(Answer.status(503).with("Retry-After", "110"));
        component.refresh();
        component.awaitError();

        assertThat(component.events("loaded").get(0))
                .containsEntry("courses", 3L)
                .containsEntry("certificates", 2L)
                .containsEntry("linked", true)
                .containsEntry("stale", false)
                .containsEntry("partial", false);
        assertThat(component.events("error").get(0))
                .containsEntry("action", "load")
                .containsEntry("reason", "busy")
                .containsEntry("status", 503L)
                .containsEntry("retryAfter", 110L);
    }

    @Test
    void keepsTheThemeThatIsAskedFor() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        EMBED.browser().emulate("prefers-color-scheme", "dark");

        Component component = EMBED.open(Page.plain().with("theme", "light")).awaitLoaded();

        component.awaitScheme("light");
        component.set("theme", "dark");
        EMBED.browser().emulate("prefers-color-scheme", "light");
        component.awaitScheme("dark");
    }

    @Test
    void doesNotMoveWhereMotionIsUnwanted() {
        EMBED.service().dashboard(Answer.json(Samples.ADA).after(new CountDownLatch(1)));
        EMBED.browser().emulate("prefers-reduced-motion", "no-preference");
        Component component = EMBED.open(Page.plain());
        component.awaitAnnouncement("Loading");

        assertThat(component.style("i", "animationName")).isEqualTo("breathe");
        EMBED.browser().emulate("prefers-reduced-motion", "reduce");
        assertThat(component.style("i", "animationName")).isEqualTo("none");
    }

    @Test
    void staysReadableInForcedColours() {
        EMBED.service().dashboard(Answer.json(Samples.ADA));
        EMBED.browser().emulate("forced-colors", "active");

        Component component = EMBED.open(Page.plain()).awaitLoaded();

        assertThat(component.style(".card", "borderTopStyle")).isEqualTo("solid");
        assertThat(component.style("progress", "borderTopStyle")).isEqualTo("solid");
        Axe.assertAccessible(EMBED.browser());
    }
}
