package io.isthmus.checks.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.checks.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A setting that a guide or README names is one that a service has. */
class DocumentedSettingsIT {

    private static final Pattern PROPERTY = Pattern.compile("`(isthmus\\.[a-z][a-z.-]*[a-z])[`=]");
    private static final Pattern VARIABLE = Pattern.compile("\\b((?:ISTHMUS|QUARKUS|MP_JWT)_[A-Z_]*[A-Z])\\b");

    @Test
    void everyNameIsDeclared() throws IOException {
        String contracts = Repository.text("contracts/asyncapi.yaml");
        Set<String> names = new TreeSet<>();
        for (String text : pages()) {
            PROPERTY.matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .filter(name -> !contracts.contains(name) && !name.endsWith(".php"))
                    .map(name -> name.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"))
                    .forEach(names::add);
            VARIABLE.matcher(text).results().map(found -> found.group(1)).forEach(names::add);
        }

        assertThat(names)
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(Repository.SERVICES)
                        .as(name)
                        .anyMatch(service ->
                                DeclaredSettings.of(service).problemsOf(name).isEmpty()));
    }

    private static Iterable<String> pages() throws IOException {
        try (Stream<Path> files = Files.walk(Repository.path("docs"))) {
            return Stream.concat(
                            files.filter(file -> file.toString().endsWith(".md")),
                            Stream.concat(
                                            Stream.of(""),
                                            Repository.SERVICES.stream().map(service -> service + "/"))
                                    .map(folder -> Repository.path(folder + "README.md")))
                    .map(Repository::text)
                    .toList();
        }
    }
}
