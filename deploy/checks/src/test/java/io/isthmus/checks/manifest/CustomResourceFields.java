package io.isthmus.checks.manifest;

import io.isthmus.checks.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Fields of custom resources that no Java model can be had for: those we use, written down by hand from each operator's
 * API reference ({@code custom-resources.yaml}).
 */
final class CustomResourceFields {

    private static final Set<String> EVERYWHERE = Set.of("apiVersion", "kind", "metadata");

    private final Map<String, Set<String>> fields;

    private CustomResourceFields(Map<String, Set<String>> fields) {
        this.fields = fields;
    }

    static CustomResourceFields load() {
        try (var file = CustomResourceFields.class.getResourceAsStream("/custom-resources.yaml")) {
            if (file == null) {
                throw new IllegalStateException("custom-resources.yaml is missing");
            }
            Node document = Node.document(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            return new CustomResourceFields(document.entries()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            entry -> Set.copyOf(entry.getValue().texts()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<String> problems(String type, Node resource) {
        Set<String> known = fields.get(type);
        if (known == null) {
            return Stream.of("the kind " + type + " is not known to these checks");
        }
        return resource.entries()
                .filter(entry -> !EVERYWHERE.contains(entry.getKey()))
                .flatMap(entry -> problems(entry.getKey(), entry.getValue(), known));
    }

    private static Stream<String> problems(String path, Node node, Set<String> known) {
        if (known.contains(path + ".*")) {
            return Stream.empty();
        }
        if (!node.list().isEmpty()) {
            return node.list().stream().flatMap(element -> problems(path + "[]", element, known));
        }
        if (!node.map().isEmpty()) {
            return new TreeMap<>(node.map())
                    .keySet().stream().flatMap(key -> problems(path + "." + key, node.at(key), known));
        }
        return known.contains(path) ? Stream.empty() : Stream.of("unknown field " + path);
    }
}
