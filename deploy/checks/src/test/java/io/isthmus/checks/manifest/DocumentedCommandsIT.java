package io.isthmus.checks.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands in the guides speak of what the production overlay has: namespace, kinds, names, labels, folders. */
class DocumentedCommandsIT {

    /** At the beginning of a line or of a piece of code; up to its end, a pipe or a comment. */
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^\\s*|`)(kubectl [^`\n|#]+)");

    /** What stands for a name that the reader knows. */
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]+");

    /** Options whose value is a word of its own. */
    private static final Set<String> WITH_VALUE = Set.of("-l", "-n", "-o", "-c", "--replicas");

    private final Manifests manifests = Checks.overlay("production");

    @Test
    void everyCommandFindsSomething() throws IOException {
        assertThat(commands())
                .hasSizeGreaterThan(10)
                .allSatisfy(command -> assertThat(finds(command)).as(command).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl -n isthmus delete job -l app.kubernetes.io/component=migrations",
                "kubectl -n isthmus rollout undo deployment/token",
                "kubectl -n isthmus rollout undo deploy/token-service",
                "kubectl -n isthmus get kafkatopic nothing",
                "kubectl -n isthmus get nothing",
                "kubectl -n isthmus describe pod token-service",
                "kubectl -n other get pods",
                "kubectl rollout undo deployment/token-service",
                "kubectl apply -k k8s/overlays/nowhere"
            })
    void aCommandForNothingIsNoticed(String command) {
        assertThat(finds(command)).isFalse();
    }

    private static List<String> commands() throws IOException {
        try (Stream<Path> docs = Files.walk(Repository.path("docs"))) {
            return Stream.concat(docs, Stream.of(Repository.path("k8s/README.md"), Repository.path("README.md")))
                    .filter(file -> file.toString().endsWith(".md"))
                    .map(Repository::text)
                    .flatMap(text -> COMMAND.matcher(text)
                            .results()
                            .map(result -> result.group(1).strip()))
                    .toList();
        }
    }

    private boolean finds(String command) {
        List<String> words = List.of(command.split("\\s+"));
        String verb = words.get(1);
        if (verb.equals("apply") || verb.equals("kustomize")) {
            // These two say the folder, and it says the namespace.
            return Files.exists(Repository.path(words.get(words.size() - 1)).resolve("kustomization.yaml"));
        }
        List<String> plain = withoutOptions(words);
        int target = plain.get(1).equals("rollout") ? 3 : 2;
        if (!option(words, "-n").equals("isthmus") || plain.size() <= target) {
            return false;
        }
        String[] kindAndName = plain.get(target).split("/", 2);
        String following = plain.size() > target + 1 ? plain.get(target + 1) : "";
        return isThere(kindAndName[0], kindAndName.length > 1 ? kindAndName[1] : following, option(words, "-l"));
    }

    private static List<String> withoutOptions(List<String> words) {
        var plain = new ArrayList<String>();
        for (int i = 0; i < words.size(); i++) {
            if (WITH_VALUE.contains(words.get(i))) {
                i++;
            } else if (!words.get(i).startsWith("-")) {
                plain.add(words.get(i));
            }
        }
        return plain;
    }

    private static String option(List<String> words, String option) {
        int at = words.indexOf(option);
        return at < 0 || at + 1 == words.size() ? "" : words.get(at + 1);
    }

    /** @param name empty for all of that kind; pods get theirs in the cluster */
    private boolean isThere(String kind, String name, String label) {
        boolean any = name.isEmpty() || PLACEHOLDER.matcher(name).matches();
        return ofKind(kind)
                .filter(resource -> any || Manifests.name(resource).equals(name))
                .anyMatch(resource -> label.isEmpty() || hasLabel(resource, label));
    }

    private static boolean hasLabel(Node resource, String label) {
        String[] pair = label.split("=", 2);
        return resource.at("metadata", "labels", pair[0]).text().equals(pair[1]);
    }

    /** @param kind as in a command: in lower case, one or many; pods are looked for in templates */
    private Stream<Node> ofKind(String kind) {
        if (kind.matches("pods?")) {
            return manifests.workloads().map(Manifests::template);
        }
        return manifests.resources().stream().filter(resource -> {
            String known = resource.at("kind").text().toLowerCase(Locale.ROOT);
            return known.equals(kind) || (known + "s").equals(kind);
        });
    }
}
