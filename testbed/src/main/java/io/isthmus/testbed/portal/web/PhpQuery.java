package io.isthmus.testbed.portal.web;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A query string as PHP reads it: {@code a[b][]=c} is a nested map whose values are strings or maps.
 *
 * @see <a href="https://www.php.net/manual/en/function.parse-str.php">parse_str</a>
 */
public final class PhpQuery {

    private static final int MAX_DEPTH = 16;

    private final Map<String, Object> values;

    private PhpQuery(Map<String, Object> values) {
        this.values = values;
    }

    public static PhpQuery parse(@Nullable String query) {
        var values = new LinkedHashMap<String, Object>();
        if (query != null) {
            for (String pair : query.split("&")) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String key = equals < 0 ? pair : pair.substring(0, equals);
                    put(values, keys(decode(key)), equals < 0 ? "" : decode(pair.substring(equals + 1)));
                }
            }
        }
        return new PhpQuery(values);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static List<String> keys(String name) {
        var keys = new ArrayList<String>();
        int open = name.indexOf('[');
        if (open <= 0) {
            return List.of(name);
        }
        keys.add(name.substring(0, open));
        while (open >= 0 && open < name.length() && name.charAt(open) == '[' && keys.size() < MAX_DEPTH) {
            int close = name.indexOf(']', open);
            if (close < 0) {
                break;
            }
            keys.add(name.substring(open + 1, close));
            open = close + 1;
        }
        return keys;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> into, List<String> keys, String value) {
        String key = keys.get(0).isEmpty() ? String.valueOf(into.size()) : keys.get(0);
        if (keys.size() == 1) {
            into.put(key, value);
            return;
        }
        Object inner = into.get(key);
        if (!(inner instanceof Map)) {
            inner = new LinkedHashMap<String, Object>();
            into.put(key, inner);
        }
        put((Map<String, Object>) inner, keys.subList(1, keys.size()), value);
    }

    public Map<String, Object> values() {
        return values;
    }

    /** @return the parameter when it is a plain one */
    public @Nullable String text(String name) {
        return values.get(name) instanceof String text ? text : null;
    }

    /** @return the parameter's inner values; empty when it is absent or a plain one */
    @SuppressWarnings("unchecked")
    public Map<String, Object> nested(String name) {
        return values.get(name) instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** @return a copy with one parameter set in its place, or at the end */
    public PhpQuery with(String name, Object value) {
        var copy = new LinkedHashMap<>(values);
        copy.put(name, value);
        return new PhpQuery(copy);
    }

    /** @return a copy with the parameters in alphabetical order, as the site's own addresses have them */
    public PhpQuery sorted() {
        return new PhpQuery(new TreeMap<>(values));
    }

    /** @return with its question mark, encoded as Drupal's links are; empty when there is nothing */
    @Override
    public String toString() {
        var pairs = new StringJoiner("&", "?", "").setEmptyValue("");
        values.forEach((key, value) -> write(encode(key), value, pairs));
        return pairs.toString();
    }

    private static void write(String name, Object value, StringJoiner pairs) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> write(name + "%5B" + encode(String.valueOf(key)) + "%5D", inner, pairs));
            return;
        }
        pairs.add(name + "=" + encode(String.valueOf(value)));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }
}
