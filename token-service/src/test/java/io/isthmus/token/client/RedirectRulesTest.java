package io.isthmus.token.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectRulesTest {

    private static final URI LMS = URI.create("https://lms.example.org/moodle");

    private final RedirectRules rules = new RedirectRules(Set.of(
            Origin.parse("https://lms.example.org").orElseThrow(),
            Origin.parse("https://cms.example.org:8443/").orElseThrow(),
            Origin.parse("http://[::1]:8080").orElseThrow()));

    @ParameterizedTest
    @CsvSource({
        "/course/view.php?id=5, https://lms.example.org/moodle/course/view.php?id=5",
        "/, https://lms.example.org/moodle/",
        "https://lms.example.org/x, https://lms.example.org/x",
        "https://LMS.example.org:443/x, https://LMS.example.org:443/x",
        "https://cms.example.org:8443/x#y, https://cms.example.org:8443/x#y",
        "http://[::1]:8080/, http://[::1]:8080/",
        "/a?next=https://evil.example/, https://lms.example.org/moodle/a?next=https://evil.example/"
    })
    void takesPathsAtTheLmsAndAllowedPlaces(String redirect, String target) {
        assertThat(rules.resolve(redirect, LMS)).hasValue(URI.create(target));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "course/view.php",
                "//evil.example/",
                "///evil.example/",
                "/\\evil.example/",
                "\\\\evil.example",
                "/\t/evil.example",
                " /course",
                "/course ",
                "/a/../../x",
                "/./x",
                "/a%0d%0aSet-Cookie:x=1",
                "/a%00",
                "/a%5cb",
                "/a\r\nb",
                "https://evil.example/",
                "https:/lms.example.org/",
                "https:lms.example.org",
                "https://lms.example.org@evil.example/",
                "https://user:secret@lms.example.org/",
                "https://lms.example.org.evil.example/",
                "https://lms.example.org:444/",
                "http://lms.example.org/",
                "https://cms.example.org/",
                "https://lms.example.org\\@evil.example",
                "https://lms.example.org%2f@evil.example",
                "https://lms。example。org/",
                "https://lmś.example.org/",
                "javascript:alert(1)",
                "JAVASCRIPT://lms.example.org/%0aalert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "https://",
                "https:///x",
                "https://[::1/",
                "/course|x",
                "?id=5",
                "#x"
            })
    void refusesEverythingElse(String redirect) {
        assertThat(rules.resolve(redirect, LMS)).isEmpty();
    }

    @Test
    void refusesAPathWhereTheLmsItselfIsNotAllowed() {
        var elsewhere =
                new RedirectRules(Set.of(Origin.parse("https://cms.example.org").orElseThrow()));

        assertThat(elsewhere.resolve("/course/view.php?id=5", LMS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://a.example/x",
                "https://a.example?x",
                "https://u@a.example",
                "a.example",
                "ftp://a.example",
                "*",
                ""
            })
    void anOriginIsSchemeHostAndPortOnly(String text) {
        assertThat(Origin.parse(text)).isEmpty();
    }
}
