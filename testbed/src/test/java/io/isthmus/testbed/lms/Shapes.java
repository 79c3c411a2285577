package io.isthmus.testbed.lms;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Compares an answer with a recorded one by keys, types and lengths; a trimmed recording shows a part of the keys. */
final class Shapes {

    /** Lists whose length is the installation's own affair. */
    private static final Set<String> OPEN_LISTS = Set.of("functions", "advancedfeatures", "filters", "contacts");

    /** Keys that Moodle leaves out when they are empty: there or not there, also in a trimmed recording. */
    private static final Set<String> TELLING_KEYS = Set.of("errorcode", "debuginfo");

    private final boolean trimmed;
    private final List<String> differences = new ArrayList<>();

    private Shapes(boolean trimmed) {
        this.trimmed = trimmed;
    }

    static List<String> differences(JsonNode recorded, JsonNode actual, boolean trimmed) {
        var shapes = new Shapes(trimmed);
        shapes.compare("$", recorded, actual);
        return shapes.differences;
    }

    private void compare(String path, JsonNode recorded, JsonNode actual) {
        if (trimmed && recorded.isTextual() && actual.isObject()) {
            // A recording may be trimmed to the name of each user.
            compare(path + ".username", recorded, actual.path("username"));
            return;
        }
        if (recorded.getNodeType() != actual.getNodeType()) {
            differences.add(path + ": recorded " + recorded.getNodeType() + ", here " + actual.getNodeType());
            return;
        }
        if (recorded.isObject()) {
            compareObjects(path, recorded, actual);
        } else if (recorded.isArray()) {
            compareArrays(path, recorded, actual);
        }
    }

    private void compareObjects(String path, JsonNode recorded, JsonNode actual) {
        Set<String> keys = keys(recorded);
        var missing = new TreeSet<>(keys);
        missing.removeAll(keys(actual));
        missing.forEach(key -> differences.add(path + "." + key + ": recorded, not here"));
        var extra = keys(actual);
        extra.removeAll(keys);
        extra.removeIf(key -> trimmed && !TELLING_KEYS.contains(key));
        extra.forEach(key -> differences.add(path + "." + key + ": here, not recorded"));
        keys.removeAll(missing);
        keys.forEach(key -> compare(path + "." + key, recorded.get(key), actual.get(key)));
    }

    private static Set<String> keys(JsonNode object) {
        var keys = new TreeSet<String>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    private void compareArrays(String path, JsonNode recorded, JsonNode actual) {
        boolean open = OPEN_LISTS.stream().anyMatch(name -> path.endsWith("." + name));
        boolean cut = trimmed && path.endsWith(".columns") && recorded.size() < actual.size();
        if (!open && !cut && recorded.size() != actual.size()) {
            differences.add(path + ": recorded " + recorded.size() + " items, here " + actual.size());
        }
        for (int i = 0; i < Math.min(recorded.size(), actual.size()); i++) {
            compare(path + "[" + i + "]", recorded.get(i), sameRow(recorded.get(i), i, actual));
        }
    }

    /** Moodle's own order of rows is not always one: those with an id are found by it. */
    private static JsonNode sameRow(JsonNode recorded, int position, JsonNode rows) {
        if (recorded.has("id")) {
            for (JsonNode row : rows) {
                if (row.path("id").equals(recorded.get("id"))) {
                    return row;
                }
            }
        }
        return rows.get(position);
    }
}
