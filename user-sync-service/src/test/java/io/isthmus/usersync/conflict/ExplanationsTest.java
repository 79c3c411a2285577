package io.isthmus.usersync.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExplanationsTest {

    private static final Path SOURCES = Path.of("src/main/java/io/isthmus/usersync");

    /** The packages in which a conflict can begin. */
    private static final List<String> PACKAGES = List.of("account", "drupal", "importing", "moodle", "sync");

    private static final Pattern CODE = Pattern.compile("\"([a-z]+(?:-[a-z]+)+)\"");

    /** Codes that these packages put together. */
    private static final Set<String> COMPOSED = Set.of(
            "username-held",
            "email-held",
            "username-taken",
            "email-taken",
            "username-of-another-cms",
            "email-of-another-cms",
            "username-missing",
            "email-missing",
            "username-too-long",
            "email-too-long",
            "firstname-taken",
            "locale-refused-by-cms");

    /** Codes that end no entry as a conflict. */
    private static final Set<String> OTHERS = Set.of(
            // Somebody is left alone, for good or until something changes.
            "absent-at-cms",
            "blocked-at-cms",
            "creation-is-off",
            "deleted-at-cms",
            "deleted-at-lms",
            "idnumber-of-nobody",
            "in-sync",
            "newer-entry",
            "no-person",
            "not-in-cms",
            "of-another-cms",
            "service-account",
            "suspended-at-lms",
            // It is tried again.
            "cms-hides-changes",
            "cms-hides-users",
            "cms-no-connection",
            "cms-takes-us-for-anonymous",
            "cms-takes-us-for-another",
            "cms-timed-out",
            "internal-error",
            "lms-accessexception",
            "lms-account-vanished",
            "lms-hides-users",
            "lms-incomplete-answer",
            "lms-invalidtoken",
            "lms-report-not-set",
            "lms-report-without-link",
            "lms-unexpected-answer",
            "not-recorded",
            "person-busy",
            "stale-reading",
            // It is said to whoever asked, or is no reason.
            "bad-direction",
            "bad-key",
            "bad-side",
            "cms-to-lms",
            "key-reused",
            "lms-to-cms",
            "no-such-import",
            "not-ready",
            "user-sync-service");

    static Stream<String> reasons() {
        return Stream.concat(written().stream().filter(code -> !OTHERS.contains(code)), COMPOSED.stream());
    }

    private static Set<String> written() {
        return PACKAGES.stream()
                .flatMap(name -> files(SOURCES.resolve(name)))
                .flatMap(file -> CODE.matcher(text(file)).results().map(result -> result.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void explainsEveryReasonThatTheSourceKnows(String reason) {
        assertThat(Explanations.text(reason)).as("words for %s", reason).isPresent();
        assertThat(Explanations.of(reason, List.of("7", "9"), List.of("city")))
                .doesNotContain(reason)
                .doesNotContain("%")
                .endsWith(".");
    }

    @Test
    void nothingIsExcusedThatTheSourceDoesNotKnow() {
        assertThat(written()).containsAll(OTHERS);
    }

    @ParameterizedTest
    @CsvSource({
        "username-taken, login name that this user should get (id 7)",
        "refused-by-lms, fields: city",
        "never-heard-of, (never-heard-of)"
    })
    void namesWhatItIsAbout(String reason, String part) {
        assertThat(Explanations.of(reason, List.of("7"), List.of("city"))).contains(part);
    }
}
