package io.isthmus.checks.settings;

import io.isthmus.checks.Node;
import io.isthmus.checks.Repository;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A service's application.properties and application.yaml as they hold in production. */
public final class ApplicationSettings {

    private static final String PRODUCTION = "%prod.";

    private ApplicationSettings() {}

    public static Map<String, String> of(String service) {
        Path resources = Repository.path(service).resolve("src/main/resources");
        var all = new TreeMap<String, String>();
        if (Files.exists(resources.resolve("application.yaml"))) {
            flatten("", Node.document(Repository.text(resources.resolve("application.yaml"))), all);
        }
        if (Files.exists(resources.resolve("application.properties"))) {
            var properties = new Properties();
            try {
                properties.load(new StringReader(Repository.text(resources.resolve("application.properties"))));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            properties.forEach((name, value) -> all.put(String.valueOf(name), String.valueOf(value)));
        }
        var production = new TreeMap<String, String>();
        all.forEach((name, value) -> {
            if (!name.startsWith("%")) {
                production.putIfAbsent(name, value);
            } else if (name.startsWith(PRODUCTION)) {
                production.put(name.substring(PRODUCTION.length()), value);
            }
        });
        return production;
    }

    private static void flatten(String prefix, Node node, Map<String, String> into) {
        if (node.map().isEmpty()) {
            into.put(prefix, node.text());
            return;
        }
        node.entries().forEach(entry -> {
            String key = entry.getKey().contains(".") ? "\"" + entry.getKey() + "\"" : entry.getKey();
            flatten(prefix.isEmpty() ? key : prefix + "." + key, entry.getValue(), into);
        });
    }
}
