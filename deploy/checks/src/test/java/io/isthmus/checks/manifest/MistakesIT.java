package io.isthmus.checks.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.checks.Node;
import io.isthmus.checks.kustomize.JsonPatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Puts each mistake of {@code mistakes.yaml} into the rendered production overlay: it is reported, and only it. */
class MistakesIT {

    @BeforeAll
    static void withoutTheMistakeNothingIsReported() {
        assertThat(Checks.problems(Checks.overlay("production"))).isEmpty();
    }

    static Stream<Arguments> mistakes() throws IOException {
        try (var file = MistakesIT.class.getResourceAsStream("/mistakes.yaml")) {
            String yaml = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Node.document(yaml).list().stream()
                    .map(mistake -> Arguments.of(mistake.at("mistake").text(), mistake));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void isReported(String name, Node mistake) {
        Manifests manifests = Checks.overlay("production");
        Node resource = manifests.resources().stream()
                .filter(candidate ->
                        Manifests.id(candidate).equals(mistake.at("in").text()))
                .findFirst()
                .orElseThrow();
        JsonPatch.apply(resource.map(), new Node(List.of(operation(resource, mistake))));

        List<String> problems = Checks.problems(manifests);

        assertThat(problems)
                .as(name)
                .anyMatch(problem -> problem.contains(mistake.at("reported").text()));
    }

    private static Map<String, Object> operation(Node resource, Node mistake) {
        String operation = mistake.at("value").exists() ? "add" : "remove";
        String path = indexed(resource, mistake.at("at").text());
        Object value = mistake.at("value").exists() ? mistake.at("value").value() : "";
        return Map.of("op", operation, "path", path, "value", value);
    }

    /** {@code /env/name=X/value} becomes {@code /env/3/value}. */
    private static String indexed(Node resource, String path) {
        var keys = new ArrayList<String>();
        Node current = resource;
        for (String key : path.substring(1).split("/")) {
            if (!current.list().isEmpty() && key.startsWith("name=")) {
                List<Node> elements = current.list();
                int index = 0;
                while (!elements.get(index).at("name").text().equals(key.substring(5))) {
                    index++;
                }
                keys.add(String.valueOf(index));
                current = elements.get(index);
            } else {
                keys.add(key);
                current = current.list().isEmpty() || key.equals("-")
                        ? current.at(key.replace("~1", "/"))
                        : current.list().get(Integer.parseInt(key));
            }
        }
        return "/" + String.join("/", keys);
    }
}
