package io.isthmus.moodle;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Nested parameters as PHP reads them: {@code users[0][customfields][1][type]=gdpr}. */
final class MoodleForm {

    /** PHP's default {@code max_input_vars}. */
    static final int MAX_FIELDS = 1000;

    private final Map<String, String> fields = new LinkedHashMap<>();

    private MoodleForm() {}

    /** @throws IllegalArgumentException if a value is null or of a type Moodle has no spelling for */
    static MoodleForm of(Map<String, ?> parameters) {
        var form = new MoodleForm();
        parameters.forEach(form::add);
        return form;
    }

    /** A field of the protocol itself. */
    MoodleForm with(String name, String value) {
        fields.put(name, value);
        return this;
    }

    private void add(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> add(name + "[" + key + "]", item));
            return;
        }
        if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                add(name + "[" + i + "]", list.get(i));
            }
            return;
        }
        fields.put(name, scalar(name, value));
    }

    /** Booleans are 1 and 0: Moodle's PARAM_BOOL refuses {@code true} and {@code yes}. */
    private static String scalar(String name, @Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "1" : "0";
        }
        if (value instanceof String || value instanceof Number) {
            return value.toString();
        }
        throw new IllegalArgumentException("parameter " + name + " is neither text, number nor boolean");
    }

    Map<String, String> fields() {
        return Map.copyOf(fields);
    }

    boolean isTooLong() {
        return fields.size() > MAX_FIELDS;
    }

    /** In {@code application/x-www-form-urlencoded}, for a body or a query. */
    String encoded() {
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
