package io.isthmus.testbed.lms;

import java.util.List;

/**
 * A custom profile field.
 *
 * @param shortname case matters
 * @param maxLength of a text; longer values are cut
 * @param options of a menu; any other value empties the field
 */
public record LmsProfileField(long id, String shortname, String name, Type type, int maxLength, List<String> options) {

    /** Moodle's data types. */
    public enum Type {
        TEXT,
        TEXTAREA,
        MENU,
        CHECKBOX,
        DATETIME
    }

    public LmsProfileField {
        options = List.copyOf(options);
    }

    public static LmsProfileField text(long id, String shortname, String name, int maxLength) {
        return new LmsProfileField(id, shortname, name, Type.TEXT, maxLength, List.of());
    }

    public static LmsProfileField textarea(long id, String shortname, String name) {
        return new LmsProfileField(id, shortname, name, Type.TEXTAREA, Integer.MAX_VALUE, List.of());
    }

    public static LmsProfileField menu(long id, String shortname, String name, String... options) {
        return new LmsProfileField(id, shortname, name, Type.MENU, Integer.MAX_VALUE, List.of(options));
    }

    public static LmsProfileField checkbox(long id, String shortname, String name) {
        return new LmsProfileField(id, shortname, name, Type.CHECKBOX, 1, List.of());
    }

    public static LmsProfileField datetime(long id, String shortname, String name) {
        return new LmsProfileField(id, shortname, name, Type.DATETIME, Integer.MAX_VALUE, List.of());
    }
}
