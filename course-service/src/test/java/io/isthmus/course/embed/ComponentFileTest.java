package io.isthmus.course.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** What the component's file promises before any browser has seen it. */
class ComponentFileTest {

    private static final int LIMIT = 15 * 1024;

    private final String script = read("isthmus-courses.js");

    @Test
    void isSmallOnTheWire() throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(script.getBytes(StandardCharsets.UTF_8));
        }

        System.out.printf("isthmus-courses.js: %,d bytes, %,d gzipped%n", script.length(), compressed.size());
        assertThat(compressed.size()).isLessThanOrEqualTo(LIMIT);
    }

    @Test
    void dependsOnNothing() {
        assertThat(script).doesNotContainPattern("(?m)^\\s*(import|export)\\b").doesNotContain("import(");
    }

    @Test
    void turnsNoTextIntoMarkupCodeOrStyle() {
        assertThat(script)
                .doesNotContain("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(")
                .doesNotContain("DOMParser", "srcdoc", ".style.", "cssText", "\"style\"");
    }

    @Test
    void keepsTokensOutOfWhatLasts() {
        assertThat(script).doesNotContain("localStorage", "sessionStorage", "indexedDB", ".cookie", "console.log");
    }

    @Test
    void hasTheSameStylesForOldBrowsers() {
        Matcher styles = Pattern.compile("const STYLES = /\\* css \\*/ `\\n(.*?)`;", Pattern.DOTALL)
                .matcher(script);

        assertThat(styles.find()).isTrue();
        assertThat(read("isthmus-courses.css"))
                .as("copy the text of STYLES to isthmus-courses.css")
                .isEqualTo(styles.group(1));
    }

    @Test
    void saysTheSameThingsInGerman() {
        Set<String> german = keys("de");
        Set<String> english = keys("en");

        assertThat(english).containsAll(german);
        english.removeAll(german);
        assertThat(english).as("the same word in both languages").containsExactlyInAnyOrder("code", "name", "status");
    }

    private Set<String> keys(String language) {
        String words = script.substring(script.indexOf("\n  " + language + ": {"));
        Matcher key = Pattern.compile("\\n    \"?([\\w-]+)\"?: ").matcher(words.substring(0, words.indexOf("\n  },")));
        Set<String> keys = new TreeSet<>();
        while (key.find()) {
            keys.add(key.group(1));
        }
        return keys;
    }

    private static String read(String name) {
        try (InputStream file = Objects.requireNonNull(
                ComponentFileTest.class.getResourceAsStream("/META-INF/resources/embed/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
