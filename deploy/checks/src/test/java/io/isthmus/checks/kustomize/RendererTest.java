package io.isthmus.checks.kustomize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RendererTest {

    static Stream<Path> overlays() {
        return Repository.list(Repository.path("k8s/overlays")).stream();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void givesWhatKubectlGives(Path overlay) throws IOException, InterruptedException {
        String kubectl = kubectl(overlay);

        Map<String, Object> rendered = byId(Renderer.render(overlay));

        assertThat(rendered).isEqualTo(byId(Node.documents(kubectl)));
    }

    @Test
    void refusesWhatItDoesNotKnow(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("kustomization.yaml"), "kind: Kustomization\nnamePrefix: a-\n");

        assertThatThrownBy(() -> Renderer.render(folder)).hasMessageContaining("namePrefix");
    }

    @Test
    void refusesAPatchThatChangesNothing(@TempDir Path folder) throws IOException {
        Files.writeString(
                folder.resolve("kustomization.yaml"),
                "kind: Kustomization\npatches:\n  - patch: '[]'\n    target: {kind: Job, name: x}\n");

        assertThatThrownBy(() -> Renderer.render(folder)).hasMessageContaining("changes nothing");
    }

    private static String kubectl(Path overlay) throws IOException, InterruptedException {
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
        assumeTrue(installed, "kubectl is not installed");
        Process process = new ProcessBuilder("kubectl", "kustomize", overlay.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }

    /** Order does not matter, and kustomize hashes generated content in a way of its own. */
    private static Map<String, Object> byId(List<Node> resources) {
        return resources.stream()
                .map(resource -> (Object) withoutHashes(resource.value()))
                .map(Node::new)
                .collect(Collectors.toMap(
                        resource -> resource.at("kind").text() + "/"
                                + resource.at("metadata", "name").text(),
                        Node::value,
                        (left, right) -> {
                            throw new IllegalStateException("twice: " + left);
                        },
                        TreeMap::new));
    }

    private static Object withoutHashes(Object value) {
        if (value instanceof Map<?, ?> map) {
            var copy = new TreeMap<String, Object>();
            map.forEach((key, element) -> copy.put(String.valueOf(key), withoutHashes(element)));
            return copy;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(RendererTest::withoutHashes).toList();
        }
        return String.valueOf(value).replaceAll("^([a-z0-9-]+)-[0-9a-z]{10}$", "$1");
    }
}
