package io.isthmus.checks.kustomize;

import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code kubectl kustomize} gives, without kubectl, for the features that k8s/ uses; any other is refused, so that
 * nothing is left out in silence. {@code RendererTest} compares the two where kubectl is installed.
 */
public final class Renderer {

    private static final Set<String> KNOWN = Set.of(
            "apiVersion",
            "kind",
            "namespace",
            "resources",
            "components",
            "labels",
            "images",
            "configMapGenerator",
            "secretGenerator",
            "patches");

    private final List<Map<String, @Nullable Object>> resources = new ArrayList<>();
    private final List<Map<String, @Nullable Object>> generated = new ArrayList<>();

    private Renderer() {}

    /** @param folder with a kustomization.yaml */
    public static List<Node> render(Path folder) {
        var renderer = new Renderer();
        renderer.add(folder);
        renderer.suffixNames();
        return renderer.resources.stream().map(Node::new).toList();
    }

    static void refuseUnknown(Node map, Set<String> known) {
        for (String key : map.map().keySet()) {
            if (!known.contains(key)) {
                throw new UnsupportedKustomization("'" + key + "' is not known; known are " + known);
            }
        }
    }

    private void add(Path folder) {
        Node kustomization = Node.document(Repository.text(folder.resolve("kustomization.yaml")));
        refuseUnknown(kustomization, KNOWN);
        int before = resources.size();
        kustomization
                .at("resources")
                .texts()
                .forEach(name -> addResource(folder.resolve(name).normalize()));
        kustomization
                .at("components")
                .texts()
                .forEach(name -> add(folder.resolve(name).normalize()));
        generate("ConfigMap", kustomization.at("configMapGenerator"), folder);
        generate("Secret", kustomization.at("secretGenerator"), folder);
        // A component changes what is there already; anything else only what it brings.
        boolean component = kustomization.at("kind").text().equals("Component");
        List<Map<String, @Nullable Object>> mine = component ? resources : resources.subList(before, resources.size());
        List<Map<String, @Nullable Object>> scope = new ArrayList<>(mine);
        kustomization.at("patches").list().forEach(patch -> patch(scope, patch, folder));
        Transformations.namespace(scope, kustomization.at("namespace"));
        Transformations.labels(scope, kustomization.at("labels"));
        Transformations.images(scope, kustomization.at("images"));
    }

    private void addResource(Path path) {
        if (Files.isDirectory(path)) {
            add(path);
            return;
        }
        for (Node document : Node.documents(Repository.text(path))) {
            resources.add(Copies.ofMap(document.map()));
        }
    }

    private void generate(String kind, Node generators, Path folder) {
        for (Node generator : generators.list()) {
            Map<String, @Nullable Object> made = Generated.resource(kind, generator, folder);
            if (!generator.at("behavior").text().equals("merge")) {
                resources.add(made);
                generated.add(made);
                continue;
            }
            Map<String, @Nullable Object> existing = generated.stream()
                    .filter(other -> kindAndName(other).equals(kindAndName(made)))
                    .findFirst()
                    .orElseThrow(() -> new UnsupportedKustomization("nothing to merge " + kindAndName(made) + " into"));
            var merged = new LinkedHashMap<>(new Node(existing).at("data").map());
            merged.putAll(new Node(made).at("data").map());
            existing.put("data", merged);
        }
    }

    private static String kindAndName(Map<String, @Nullable Object> resource) {
        return resource.get("kind") + "/"
                + new Node(resource).at("metadata", "name").text();
    }

    private void patch(List<Map<String, @Nullable Object>> scope, Node patch, Path folder) {
        refuseUnknown(patch, Set.of("path", "patch", "target"));
        Node operations = Node.document(patch.at("path")
                .maybeText()
                .map(file -> Repository.text(folder.resolve(file)))
                .orElseGet(() -> patch.at("patch").text()));
        if (operations.at("$patch").text().equals("delete")) {
            delete(scope, operations);
            return;
        }
        refuseUnknown(patch.at("target"), Set.of("kind", "name"));
        List<Map<String, @Nullable Object>> targets = scope.stream()
                .filter(resource -> matches(resource, patch.at("target")))
                .toList();
        if (targets.isEmpty()) {
            throw new UnsupportedKustomization("a patch in " + folder + " changes nothing: " + patch.value());
        }
        targets.forEach(target -> JsonPatch.apply(target, operations));
    }

    private void delete(List<Map<String, @Nullable Object>> scope, Node deleted) {
        String id = kindAndName(deleted.map());
        if (!scope.removeIf(resource -> kindAndName(resource).equals(id))) {
            throw new UnsupportedKustomization("nothing to delete: " + id);
        }
        resources.removeIf(resource -> kindAndName(resource).equals(id));
    }

    private static boolean matches(Map<String, @Nullable Object> resource, Node target) {
        return new Node(resource).at("kind").text().equals(target.at("kind").text())
                && (!target.at("name").exists()
                        || new Node(resource)
                                .at("metadata", "name")
                                .text()
                                .matches("(" + target.at("name").text() + ")"));
    }

    private void suffixNames() {
        Map<String, String> names = new HashMap<>();
        for (Map<String, @Nullable Object> resource : generated) {
            String name = new Node(resource).at("metadata", "name").text();
            String suffixed = name + "-" + Generated.suffix(resource);
            names.put(resource.get("kind") + "/" + name, suffixed);
            new Node(resource).at("metadata").map().put("name", suffixed);
        }
        resources.forEach(resource -> Transformations.rename(new Node(resource), names));
    }
}
