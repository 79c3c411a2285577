package io.isthmus.checks.kustomize;

import io.isthmus.checks.Node;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** RFC 6902 with the operations that k8s/ uses: add, replace, remove. */
public final class JsonPatch {

    private JsonPatch() {}

    /** Changes the document in place. */
    public static void apply(Map<String, @Nullable Object> document, Node operations) {
        for (Node operation : operations.list()) {
            apply(document, operation.at("op").text(), operation.at("path").text(), operation.at("value"));
        }
    }

    private static void apply(Map<String, @Nullable Object> document, String operation, String path, Node value) {
        List<String> keys = Arrays.stream(path.substring(1).split("/", -1))
                .map(key -> key.replace("~1", "/").replace("~0", "~"))
                .toList();
        Object parent = document;
        for (String key : keys.subList(0, keys.size() - 1)) {
            parent = child(parent, key, path);
        }
        String last = keys.get(keys.size() - 1);
        if (parent instanceof List<?>) {
            change(list(parent), operation, last, value, path);
        } else {
            change(map(parent, path), operation, last, value, path);
        }
    }

    private static Object child(Object parent, String key, String path) {
        Object child = parent instanceof List<?> list
                ? list.get(Integer.parseInt(key))
                : map(parent, path).get(key);
        if (child == null) {
            throw new UnsupportedKustomization("nothing at " + path);
        }
        return child;
    }

    private static void change(List<@Nullable Object> list, String operation, String key, Node value, String path) {
        switch (operation) {
            case "add" -> list.add(key.equals("-") ? list.size() : Integer.parseInt(key), Copies.of(value.value()));
            case "replace" -> list.set(Integer.parseInt(key), Copies.of(value.value()));
            case "remove" -> list.remove(Integer.parseInt(key));
            default -> throw new UnsupportedKustomization("patch operation " + operation + " at " + path);
        }
    }

    private static void change(
            Map<String, @Nullable Object> map, String operation, String key, Node value, String path) {
        if (!operation.equals("add") && !map.containsKey(key)) {
            throw new UnsupportedKustomization("nothing to " + operation + " at " + path);
        }
        switch (operation) {
            case "add", "replace" -> map.put(key, Copies.of(value.value()));
            case "remove" -> map.remove(key);
            default -> throw new UnsupportedKustomization("patch operation " + operation + " at " + path);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> list(Object value) {
        return (List<@Nullable Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, @Nullable Object> map(Object value, String path) {
        if (!(value instanceof Map<?, ?>)) {
            throw new UnsupportedKustomization("no object on the way to " + path);
        }
        return (Map<String, @Nullable Object>) value;
    }
}
