package io.isthmus.testbed.lms;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders the templates in the resource folder {@code lms}; what they print is escaped for HTML. */
final class Pages {

    private final Engine engine = Engine.builder()
            .addDefaults()
            .addValueResolver(ValueResolvers.rawResolver())
            .addValueResolver(new ReflectionValueResolver())
            .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
            .addLocator(Pages::locate)
            .build();

    String render(String template, Map<String, Object> data) {
        return engine.getTemplate(template).data("page", data).render();
    }

    private static Optional<TemplateLocation> locate(String name) {
        InputStream template = Pages.class.getResourceAsStream("/lms/" + name + ".html");
        return template == null ? Optional.empty() : Optional.of(new Html(template));
    }

    private record Html(InputStream template) implements TemplateLocation {

        @Override
        public Reader read() {
            return new InputStreamReader(template, StandardCharsets.UTF_8);
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
        }
    }
}
