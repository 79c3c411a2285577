package io.isthmus.testbed.lms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The description of a function's parameters; what does not fit it is {@code invalidparameter}, unknown keys too.
 *
 * @see <a href="https://moodledev.io/docs/4.5/apis/subsystems/external/functions">Moodle's function definitions</a>
 */
interface Spec {

    /** @return the value as string, list of values or {@link Args} */
    Object validate(Object value);

    static Spec value(ParamType type) {
        return value -> scalar(type, value);
    }

    static Spec list(Spec content) {
        return value -> {
            var items = new ArrayList<Object>();
            for (Object item : map(value).values()) {
                items.add(content.validate(item));
            }
            return items;
        };
    }

    static Struct struct(Field... fields) {
        return new Struct(List.of(fields));
    }

    static Field required(String key, Spec spec) {
        return new Field(key, spec, true, null);
    }

    static Field required(String key, ParamType type) {
        return required(key, value(type));
    }

    static Field optional(String key, Spec spec) {
        return new Field(key, spec, false, null);
    }

    static Field optional(String key, ParamType type) {
        return optional(key, value(type));
    }

    static Field optional(String key, ParamType type, String byDefault) {
        return new Field(key, value(type), false, byDefault);
    }

    private static Object scalar(ParamType type, Object value) {
        if (!(value instanceof String text)) {
            throw MoodleError.invalidParameter("Scalar type expected, array or object received.");
        }
        if (!type.accepts(text)) {
            throw MoodleError.invalidParameter("Invalid external api parameter: the value is \"" + text
                    + "\", the server was expecting \"" + type.id() + "\" type");
        }
        return text;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw MoodleError.invalidParameter("Only arrays accepted. The bad value is: '" + value + "'");
    }

    /** @param byDefault stands for a key that is not there; null leaves it out */
    record Field(
            String key,
            Spec spec,
            boolean mandatory,
            @Nullable String byDefault) {}

    record Struct(List<Field> fields) implements Spec {

        Struct and(Field... more) {
            var all = new ArrayList<>(fields);
            all.addAll(List.of(more));
            return new Struct(List.copyOf(all));
        }

        @Override
        public Args validate(Object value) {
            var given = new LinkedHashMap<>(map(value));
            var result = new LinkedHashMap<String, Object>();
            for (Field field : fields) {
                Object found = given.remove(field.key());
                if (found != null) {
                    result.put(field.key(), nested(field, found));
                    continue;
                }
                if (field.mandatory()) {
                    throw MoodleError.invalidParameter("Missing required key in single structure: " + field.key());
                }
                if (field.byDefault() != null) {
                    result.put(field.key(), field.byDefault());
                }
            }
            if (!given.isEmpty()) {
                throw MoodleError.invalidParameter(
                        "Unexpected keys (" + String.join(", ", given.keySet()) + ") detected in parameter array.");
            }
            return new Args(result);
        }

        private static Object nested(Field field, Object value) {
            try {
                return field.spec().validate(value);
            } catch (MoodleError e) {
                throw MoodleError.invalidParameter(field.key() + " => " + e.text() + ": " + e.debuginfo());
            }
        }
    }
}
