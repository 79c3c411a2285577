package io.isthmus.checks.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Commands in the guides speak of what the production overlay has: kinds, names, labels. */
class DocumentedCommandsIT {

    private static final Pattern COMMAND = Pattern.compile("kubectl -n isthmus [^`\n]*");
    private static final Pattern LABELLED = Pattern.compile("\\b([a-z]+) -l ([^= ]+)=(\\S+)");
    private static final Pattern NAMED =
            Pattern.compile("\\b(deployment|statefulset|job|certificate|secret)[/ ]([a-z][a-z0-9-]*)");

    private final Manifests manifests = Checks.overlay("production");

    @Test
    void everyCommandFindsSomething() throws IOException {
        assertThat(commands())
                .isNotEmpty()
                .allSatisfy(command -> assertThat(finds(command)).as(command).isTrue());
    }

    @Test
    void aCommandForNothingIsNoticed() {
        assertThat(finds("kubectl -n isthmus delete job -l app.kubernetes.io/component=migrations"))
                .isFalse();
        assertThat(finds("kubectl -n isthmus rollout undo deployment/token")).isFalse();
    }

    private static List<String> commands() throws IOException {
        try (Stream<Path> files = Files.walk(Repository.path("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .map(Repository::text)
                    .flatMap(text -> COMMAND.matcher(text).results().map(result -> result.group()))
                    .toList();
        }
    }

    private boolean finds(String command) {
        Matcher labelled = LABELLED.matcher(command);
        if (labelled.find()) {
            String kind = labelled.group(1);
            return ofKind(kind)
                    .anyMatch(resource -> resource.at("metadata", "labels", labelled.group(2))
                            .text()
                            .equals(labelled.group(3)));
        }
        Matcher named = NAMED.matcher(command);
        return !named.find()
                || ofKind(named.group(1))
                        .anyMatch(resource -> Manifests.name(resource).equals(named.group(2)));
    }

    /** @param kind as in a command: in lower case; pods are looked for in templates */
    private Stream<Node> ofKind(String kind) {
        if (kind.startsWith("pod")) {
            return manifests.workloads().map(Manifests::template);
        }
        return manifests.resources().stream()
                .filter(resource ->
                        resource.at("kind").text().toLowerCase(Locale.ROOT).equals(kind));
    }
}
