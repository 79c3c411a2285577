package io.isthmus.checks.kustomize;

import io.isthmus.checks.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What kustomize does to every resource: namespace, labels, images, names of what it generated. */
final class Transformations {

    private Transformations() {}

    static void namespace(List<Map<String, @Nullable Object>> resources, Node namespace) {
        if (!namespace.exists()) {
            return;
        }
        for (Map<String, @Nullable Object> resource : resources) {
            boolean isNamespace = "Namespace".equals(resource.get("kind"));
            new Node(resource).at("metadata").map().put(isNamespace ? "name" : "namespace", namespace.text());
        }
    }

    static void labels(List<Map<String, @Nullable Object>> resources, Node labels) {
        for (Node label : labels.list()) {
            Renderer.refuseUnknown(label, Set.of("pairs", "includeTemplates"));
            for (Map<String, @Nullable Object> resource : resources) {
                Node node = new Node(resource);
                putLabels(node.at("metadata"), label.at("pairs"));
                if ("true".equals(label.at("includeTemplates").text())) {
                    putLabels(node.at("spec", "template", "metadata"), label.at("pairs"));
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void putLabels(Node metadata, Node pairs) {
        if (metadata.exists()) {
            var labels = (Map<String, @Nullable Object>)
                    metadata.map().computeIfAbsent("labels", key -> new LinkedHashMap<String, @Nullable Object>());
            labels.putAll(pairs.map());
        }
    }

    static void images(List<Map<String, @Nullable Object>> resources, Node images) {
        for (Node image : images.list()) {
            Renderer.refuseUnknown(image, Set.of("name", "newName", "newTag"));
            for (Map<String, @Nullable Object> resource : resources) {
                new Node(resource)
                        .everything()
                        .filter(place -> name(place.at("image").text())
                                .equals(image.at("name").text()))
                        .toList()
                        .forEach(place -> place.map()
                                .put("image", renamed(place.at("image").text(), image)));
            }
        }
    }

    private static String name(String image) {
        return image.contains(":") ? image.substring(0, image.lastIndexOf(':')) : image;
    }

    private static String renamed(String image, Node rule) {
        String tag = rule.at("newTag")
                .maybeText()
                .orElseGet(() -> image.contains(":") ? image.substring(image.lastIndexOf(':') + 1) : "");
        return rule.at("newName").maybeText().orElse(name(image)) + (tag.isEmpty() ? "" : ":" + tag);
    }

    /** @param names by {@code ConfigMap/name} or {@code Secret/name} */
    static void rename(Node resource, Map<String, String> names) {
        resource.everything().toList().forEach(place -> {
            renameIn(place.at("configMapRef"), "name", "ConfigMap", names);
            renameIn(place.at("configMapKeyRef"), "name", "ConfigMap", names);
            renameIn(place.at("configMap"), "name", "ConfigMap", names);
            renameIn(place.at("secretRef"), "name", "Secret", names);
            renameIn(place.at("secretKeyRef"), "name", "Secret", names);
            renameIn(place.at("secret"), "secretName", "Secret", names);
        });
    }

    private static void renameIn(Node reference, String key, String kind, Map<String, String> names) {
        String renamed = names.get(kind + "/" + reference.at(key).text());
        if (renamed != null) {
            reference.map().put(key, renamed);
        }
    }
}
