package io.isthmus.testbed.lms;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code application/x-www-form-urlencoded} the way PHP does: {@code a[b][0]=c} nests, {@code a[]=c} appends,
 * and what goes beyond {@code max_input_vars} is dropped without a word.
 */
final class PhpForm {

    private PhpForm() {}

    /** @return nested maps in order of arrival; lists are maps with the keys "0", "1", ... */
    static Map<String, Object> parse(String encoded, int maxInputVars) {
        var form = new LinkedHashMap<String, Object>();
        int count = 0;
        for (String pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            if (++count > maxInputVars) {
                return form;
            }
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            put(form, path(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return form;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static List<String> path(String name) {
        var path = new ArrayList<String>();
        int open = name.indexOf('[');
        path.add((open < 0 ? name : name.substring(0, open)).replace('.', '_').replace(' ', '_'));
        while (open >= 0) {
            int close = name.indexOf(']', open);
            if (close < 0) {
                return path;
            }
            path.add(name.substring(open + 1, close));
            open = close + 1 < name.length() && name.charAt(close + 1) == '[' ? close + 1 : -1;
        }
        return path;
    }

    private static void put(Map<String, Object> form, List<String> path, String value) {
        Map<String, Object> parent = form;
        for (String key : path.subList(0, path.size() - 1)) {
            parent = child(parent, key);
        }
        String last = path.get(path.size() - 1);
        parent.put(last.isEmpty() ? nextIndex(parent) : last, value);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> parent, String key) {
        String name = key.isEmpty() ? nextIndex(parent) : key;
        if (parent.get(name) instanceof Map<?, ?> existing) {
            return (Map<String, Object>) existing;
        }
        var created = new LinkedHashMap<String, Object>();
        parent.put(name, created);
        return created;
    }

    private static String nextIndex(Map<String, Object> parent) {
        int next = 0;
        while (parent.containsKey(Integer.toString(next))) {
            next++;
        }
        return Integer.toString(next);
    }
}
