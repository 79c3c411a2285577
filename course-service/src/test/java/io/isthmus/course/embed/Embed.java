package io.isthmus.course.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A browser, a site and a service, the same for all tests, clean for each; no page may break its policy. */
final class Embed implements BeforeEachCallback, AfterEachCallback {

    private record World(Browser browser, Site site) implements AutoCloseable {

        private static World create() {
            return new World(Browser.start(), new Site());
        }

        @Override
        public void close() {
            browser.close();
            site.close();
        }
    }

    private @Nullable World world;

    @Override
    public void beforeEach(ExtensionContext context) {
        world = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Embed.class))
                .getOrComputeIfAbsent(World.class, type -> World.create(), World.class);
        site().reset();
        browser().emulateNothing();
        browser().resize(1280, 1000);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (world != null) {
            Map<String, Object> seen = browser().run("return window.seen || {}");
            assertThat(seen.getOrDefault("violations", List.of())).asList().isEmpty();
            assertThat(seen.getOrDefault("errors", List.of())).asList().isEmpty();
        }
    }

    Browser browser() {
        return world().browser();
    }

    Site site() {
        return world().site();
    }

    ServiceDouble service() {
        return site().service();
    }

    Component open(Page page) {
        browser().open(site().publish(page));
        return new Component(browser());
    }

    private World world() {
        if (world == null) {
            throw new IllegalStateException("used outside of a test");
        }
        return world;
    }
}
