package io.isthmus.testbed.lms;

import java.util.Locale;
import java.util.regex.Pattern;

/** Moodle's parameter types; a value is refused when cleaning would change it. */
enum ParamType {
    INT("int") {
        @Override
        String clean(String value) {
            var digits = LEADING_INT.matcher(value);
            if (!digits.find()) {
                return "0";
            }
            try {
                return Long.toString(Long.parseLong(digits.group()));
            } catch (NumberFormatException e) {
                return Long.toString(value.startsWith("-") ? Long.MIN_VALUE : Long.MAX_VALUE);
            }
        }
    },
    BOOL("bool") {
        @Override
        String clean(String value) {
            return value.equals("1") || value.equals("0") ? value : "";
        }

        @Override
        boolean accepts(String value) {
            return value.equals("1") || value.equals("0");
        }
    },
    USERNAME("username") {
        @Override
        String clean(String value) {
            return NOT_IN_USERNAME
                    .matcher(value.strip().toLowerCase(Locale.ROOT))
                    .replaceAll("");
        }
    },
    NOTAGS("notags") {
        @Override
        String clean(String value) {
            return TAG.matcher(value).replaceAll("");
        }
    },
    TEXT("text") {
        @Override
        String clean(String value) {
            return TAG.matcher(value).replaceAll("");
        }
    },
    ALPHANUM("alphanum") {
        @Override
        String clean(String value) {
            return value.replaceAll("[^A-Za-z0-9]", "");
        }
    },
    ALPHANUMEXT("alphanumext") {
        @Override
        String clean(String value) {
            return value.replaceAll("[^A-Za-z0-9_-]", "");
        }
    },
    PLUGIN("plugin") {
        @Override
        String clean(String value) {
            return value.matches("[a-z][a-z0-9]*(?:_[a-z0-9]+)*") ? value : "";
        }
    },
    SEQUENCE("sequence") {
        @Override
        String clean(String value) {
            return value.replaceAll("[^0-9,]", "");
        }
    },
    RAW_TRIMMED("raw_trimmed") {
        @Override
        String clean(String value) {
            return value.strip();
        }
    },
    RAW("raw") {
        @Override
        String clean(String value) {
            return value;
        }
    };

    private static final Pattern LEADING_INT = Pattern.compile("^\\s*-?\\d+");
    private static final Pattern NOT_IN_USERNAME = Pattern.compile("[^-.@_a-z0-9]");
    /** PHP's strip_tags: a "<" before white space is text, any other opens a tag. */
    private static final Pattern TAG = Pattern.compile("<(?!\\s)[^>]*>?");

    private final String id;

    ParamType(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    abstract String clean(String value);

    boolean accepts(String value) {
        return clean(value).equals(value);
    }
}
