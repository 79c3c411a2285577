package io.isthmus.checks.kustomize;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** ConfigMaps and Secrets that kustomize makes of files. */
final class Generated {

    private static final Set<String> KNOWN = Set.of("name", "behavior", "envs", "files", "literals", "options");
    private static final int SUFFIX_LENGTH = 10;

    private Generated() {}

    /** @return a ConfigMap or a Secret, without namespace and suffix */
    static Map<String, @Nullable Object> resource(String kind, Node generator, Path folder) {
        Renderer.refuseUnknown(generator, KNOWN);
        Map<String, String> data = data(generator, folder);
        var encoded = new LinkedHashMap<String, @Nullable Object>();
        data.forEach((key, value) -> encoded.put(
                key, kind.equals("Secret") ? Base64.getEncoder().encodeToString(value.getBytes(UTF_8)) : value));
        var metadata = new LinkedHashMap<String, @Nullable Object>();
        metadata.put("name", generator.at("name").text());
        Node labels = generator.at("options", "labels");
        if (labels.exists()) {
            metadata.put("labels", Copies.of(labels.value()));
        }
        var resource = new LinkedHashMap<String, @Nullable Object>();
        resource.put("apiVersion", "v1");
        resource.put("kind", kind);
        resource.put("metadata", metadata);
        resource.put("data", encoded);
        if (kind.equals("Secret")) {
            resource.put("type", "Opaque");
        }
        return resource;
    }

    private static Map<String, String> data(Node generator, Path folder) {
        var data = new TreeMap<String, String>();
        for (String file : generator.at("envs").texts()) {
            Repository.text(folder.resolve(file))
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(line -> put(data, line));
        }
        for (String file : generator.at("files").texts()) {
            String[] named = file.split("=", 2);
            Path path = folder.resolve(named[named.length - 1]);
            data.put(named.length == 2 ? named[0] : path.getFileName().toString(), Repository.text(path));
        }
        generator.at("literals").texts().forEach(line -> put(data, line));
        return data;
    }

    private static void put(Map<String, String> data, String assignment) {
        int equals = assignment.indexOf('=');
        if (equals < 0) {
            throw new UnsupportedKustomization("no value: " + assignment);
        }
        data.put(assignment.substring(0, equals), assignment.substring(equals + 1));
    }

    /** Changes with the content, as kustomize's does; other letters. */
    static String suffix(Map<String, @Nullable Object> resource) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.valueOf(resource.get("data")).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, SUFFIX_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
