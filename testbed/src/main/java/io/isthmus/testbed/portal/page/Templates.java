package io.isthmus.testbed.portal.page;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.Variant;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The pages' templates; whatever goes into them is escaped. */
final class Templates {

    private static final Variant HTML = Variant.forContentType("text/html");

    private final Engine engine = Engine.builder()
            .addDefaults()
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of("text/html")))
            .addLocator(Templates::locate)
            .build();

    String render(String name, Map<String, ?> data) {
        Template template = Objects.requireNonNull(engine.getTemplate(name), name);
        return template.instance().data(data).render();
    }

    private static Optional<TemplateLocation> locate(String name) {
        if (Templates.class.getResource(path(name)) == null) {
            return Optional.empty();
        }
        return Optional.of(new TemplateLocation() {
            @Override
            public Reader read() {
                InputStream stream = Objects.requireNonNull(Templates.class.getResourceAsStream(path(name)));
                return new InputStreamReader(stream, StandardCharsets.UTF_8);
            }

            @Override
            public Optional<Variant> getVariant() {
                return Optional.of(HTML);
            }
        });
    }

    private static String path(String name) {
        return "/portal/templates/" + name + ".html";
    }
}
