package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An LMS that keeps something else than it was given is not written to for ever, and still gets every change. */
class NormalisingIT {

    private static final String UID = "101";

    private Model model = new Model("normalising");

    private void withEveryFieldTheCmss() {
        model.close();
        model = new Model(
                "normalising",
                policy -> new Policy(
                        policy.sources(),
                        Map.of(),
                        policy.correlateByEmail(),
                        policy.emailVerified(),
                        policy.create(),
                        policy.deprovision(),
                        policy.serviceUsername(),
                        policy.cmsRules(),
                        policy.lmsRules()));
    }

    @AfterEach
    void close() {
        model.close();
    }

    static Stream<Arguments> habits() {
        return Stream.of(
                habit("as given", text -> text),
                habit("trims", String::strip),
                habit("case", text -> text.toUpperCase(Locale.ROOT)),
                habit("cuts", text -> text.substring(0, Math.min(3, text.length()))),
                habit("HTML", text -> text.replace("&", "&amp;").replace("'", "&#039;")),
                habit("drops", text -> ""));
    }

    private static Arguments habit(String name, UnaryOperator<String> habit) {
        return Arguments.of(name, habit);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("habits")
    void everyChangeArrivesOnceAndNothingDrifts(String name, UnaryOperator<String> habit) {
        model.moodle.normalising(habit);
        model.drupal.add(UID, "ada", "ada@example.org");
        model.tell("cms", UID);
        model.settle();

        for (String city : List.of("Rome & Co", "  Oslo's ", "Rome & Co", "Paris", "Rome & Co")) {
            model.change(UID, "field_city", city);
            model.settle();
            assertThat(model.account(UID).getOrDefault("city", "")).isEqualTo(habit.apply(city.strip()));
        }

        assertNothingIsWrittenAgain();
    }

    /** As if the LMS's people had been quicker than the reading back. */
    @Test
    void aValueThatIsAnotherRightAfterTheAccountWasMadeIsPutBack() {
        var first = new AtomicBoolean(true);
        model.moodle.normalising(text -> text.equals("Oslo") && first.getAndSet(false) ? "" : text);
        model.drupal.add(UID, "ada", "ada@example.org");
        model.drupal.change(UID, "field_city", "Oslo");
        model.tell("cms", UID);
        model.settle();

        assertThat(first).isFalse();
        assertThat(model.account(UID)).containsEntry("city", "Oslo");
    }

    @Test
    void whatTheLmsOwnsIsLeftToItsPeopleAsSoonAsTheAccountIsThere() {
        var first = new AtomicBoolean(true);
        model.watcher = id -> {
            if (first.getAndSet(false)) {
                model.moodle.change(id, "country", "IT");
            }
        };
        model.drupal.add(UID, "ada", "ada@example.org");
        model.tell("cms", UID);
        model.settle();

        assertThat(model.account(UID)).containsEntry("country", "IT");
        assertThat(model.drupal.user(UID)).containsEntry("field_country", "IT");
    }

    static Stream<Arguments> countries() {
        return Stream.of(Arguments.of("fr", "FR"), Arguments.of("FR", "FR"), Arguments.of(" de ", "DE"));
    }

    /** The CMS keeps what it was given: that the two sides are not spelt the same is no difference. */
    @ParameterizedTest
    @MethodSource("countries")
    void aCountryIsSentAsMoodleKnowsItAndNotAgain(String given, String kept) {
        withEveryFieldTheCmss();
        model.drupal.add(UID, "ada", "ada@example.org");
        model.drupal.change(UID, "field_country", given);
        model.tell("cms", UID);
        model.settle();
        assertThat(model.account(UID)).containsEntry("country", kept);

        assertNothingIsWrittenAgain();
        assertThat(model.drupal.user(UID)).containsEntry("field_country", given);
    }

    private void assertNothingIsWrittenAgain() {
        int writes = model.moodle.writes();
        int writesBack = model.drupal.writes();
        for (int again = 0; again < 3; again++) {
            model.tell("cms", UID);
            model.tell("lms", model.account(UID).get("id"));
            model.settle();
        }
        assertThat(model.moodle.writes()).isEqualTo(writes);
        assertThat(model.drupal.writes()).isEqualTo(writesBack);
    }
}
