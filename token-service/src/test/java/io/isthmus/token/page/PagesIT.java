package io.isthmus.token.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.token.support.Stack;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page in every language; they are left in {@code target/pages} to be looked at. */
@QuarkusTest
@QuarkusTestResource(Stack.class)
@SuppressWarnings("NullAway.Init")
class PagesIT {

    private static final Path FOLDER = Path.of("target/pages");
    private static final Pattern ELEMENT = Pattern.compile("<[^>]+>");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    @Inject
    Pages pages;

    private Map<String, Uni<String>> all(Locale language) {
        var all = new LinkedHashMap<String, Uni<String>>();
        all.put("refused", pages.refused(language, "7F3K-92QD"));
        all.put("limited", pages.limited(language));
        all.put("unavailable", pages.unavailable(language));
        all.put("failed", pages.failed(language, "7F3K-92QD"));
        all.put("too-long", pages.tooLong(language, "Zb1yXw3mQ0aV5sT7uR9pLg"));
        all.put("refused-at-the-door", pages.refusedAtTheDoor(language, "7F3K-92QD"));
        all.put("gone", pages.gone(language, Optional.empty()));
        all.put("gone-with-entrance", pages.gone(language, Optional.of("/sso/launch")));
        all.put("just-left", pages.justLeft(language, "/sso/launch?target=%2Fmy%2F&again=1"));
        all.put("launch-loop", pages.launchLoop(language, "/sso/launch?target=%2Fmy%2F&again=1"));
        all.put("not-offered", pages.notOffered(language));
        all.put("preparing", pages.preparing(language));
        all.put("other-person", pages.otherPerson(language, "ada", "a.very.long.name-of-somebody@example.org", "s"));
        all.put("looping", pages.looping(language, "s"));
        all.put("logout", pages.logout(language, "s"));
        all.put("logged-out", pages.loggedOut(language, URI.create("https://lms.example.org/login/logout.php")));
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de"})
    void speaksTheLanguageWithoutScriptsAndStylesOfItsOwn(String language) throws IOException {
        Files.createDirectories(FOLDER);
        for (Map.Entry<String, Uni<String>> page :
                all(Locale.forLanguageTag(language)).entrySet()) {
            String html = page.getValue().await().atMost(Duration.ofSeconds(10));
            Files.writeString(FOLDER.resolve(page.getKey() + "." + language + ".html"), html);

            assertThat(html)
                    .as(page.getKey())
                    .startsWith("<!DOCTYPE html>")
                    .contains("<html lang=\"" + language + "\">", "name=\"viewport\"", "<main>")
                    .doesNotContain("<script", "style=", "NOT_FOUND", "{msg", "msg:")
                    .doesNotContainPattern(" on[a-z]+=")
                    .containsOnlyOnce("<h1>");
            assertThat(html.contains("<form")).isEqualTo(html.contains("<button"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"refused-at-the-door", "preparing", "other-person", "looping", "logout", "logged-out", "gone"})
    void isTranslatedAsAWhole(String name) {
        String english = text(all(Locale.ENGLISH).get(name));
        String german = text(all(Locale.GERMAN).get(name));

        for (String sentence : english.split("(?<=[.?]) ")) {
            if (sentence.split(" ").length > 3) {
                assertThat(german).doesNotContain(sentence);
            }
        }
    }

    private static String text(Uni<String> page) {
        String html = page.await().atMost(Duration.ofSeconds(10));
        return SPACE.matcher(ELEMENT.matcher(html).replaceAll(" ")).replaceAll(" ");
    }
}
