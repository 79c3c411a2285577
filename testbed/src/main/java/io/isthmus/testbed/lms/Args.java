package io.isthmus.testbed.lms;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Parameters that fit their {@link Spec}. */
record Args(Map<String, Object> values) {

    boolean has(String key) {
        return values.containsKey(key);
    }

    String text(String key) {
        return (String) Objects.requireNonNull(values.get(key), key);
    }

    @Nullable
    String textOrNull(String key) {
        return (String) values.get(key);
    }

    long number(String key) {
        return Long.parseLong(text(key));
    }

    /** @return 0 for a key that is not there */
    long numberOrZero(String key) {
        return has(key) ? number(key) : 0;
    }

    boolean flag(String key) {
        return "1".equals(values.get(key));
    }

    Args struct(String key) {
        return (Args) Objects.requireNonNull(values.get(key), key);
    }

    @SuppressWarnings("unchecked")
    List<Args> structs(String key) {
        return (List<Args>) values.getOrDefault(key, List.of());
    }

    @SuppressWarnings("unchecked")
    List<String> texts(String key) {
        return (List<String>) values.getOrDefault(key, List.of());
    }
}
