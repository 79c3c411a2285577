package io.isthmus.course.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** axe-core, run in the page: https://github.com/dequelabs/axe-core/blob/develop/doc/API.md. */
final class Axe {

    private static final String SCRIPT = script();

    private Axe() {}

    /** Nothing serious or critical, by the rules of WCAG 2.2 A and AA and by best practice. */
    static void assertAccessible(Browser browser) {
        assertNoViolations(browser, "{}");
    }

    /** The same for a page that is accessible in other colours: only those can be wrong. */
    static void assertReadable(Browser browser) {
        assertNoViolations(browser, "{ runOnly: ['color-contrast', 'link-in-text-block'] }");
    }

    private static void assertNoViolations(Browser browser, String rules) {
        if (!Boolean.TRUE.equals(browser.run("return 'axe' in window"))) {
            browser.run(SCRIPT);
        }
        Object violations = browser.driver().executeAsyncScript("""
            const done = arguments[arguments.length - 1];
            axe.run(document, { preload: false, resultTypes: ["violations"], ...(%s) }).then(
              ({ violations }) => done(violations
                .filter(({ impact }) => impact === "serious" || impact === "critical")
                .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.failureSummary} ${node.html}`))),
              (error) => done([String(error)]));
            """.formatted(rules));
        assertThat((List<?>) violations).isEmpty();
    }

    private static String script() {
        try (InputStream file = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
