package io.isthmus.testbed.lms;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Custom profile fields: unknown short names are ignored, long text is cut, a bad menu value empties. */
final class CustomFields {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private final LmsState state;

    CustomFields(LmsState state) {
        this.state = state;
    }

    /** @return the account with the values of {@code customfields} stored */
    LmsUser store(LmsUser user, Args parameters) {
        var values = new LinkedHashMap<>(user.custom());
        for (Args given : parameters.structs("customfields")) {
            for (LmsProfileField field : state.profileFields.all()) {
                if (field.shortname().equals(given.text("type"))) {
                    values.put(field.shortname(), stored(field, given.text("value")));
                }
            }
        }
        return user.withCustom(values);
    }

    private static String stored(LmsProfileField field, String value) {
        return switch (field.type()) {
            case TEXT -> cut(value, field.maxLength());
            case TEXTAREA -> value;
            case MENU -> field.options().contains(value) ? value : "";
            case CHECKBOX -> value.equals("1") ? "1" : "0";
            case DATETIME -> seconds(value);
        };
    }

    private static String cut(String value, int length) {
        int end = value.offsetByCodePoints(0, Math.min(length, value.codePointCount(0, value.length())));
        return value.substring(0, end);
    }

    private static String seconds(String value) {
        if (value.matches("\\d{1,12}")) {
            return value;
        }
        try {
            return Long.toString(
                    LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toEpochSecond());
        } catch (DateTimeParseException e) {
            return "0";
        }
    }

    /** @return what is filled, and every check box */
    List<Map<String, Object>> view(LmsUser user) {
        var view = new ArrayList<Map<String, Object>>();
        for (LmsProfileField field : state.profileFields.all()) {
            String value = user.custom().getOrDefault(field.shortname(), "");
            boolean checkbox = field.type() == LmsProfileField.Type.CHECKBOX;
            boolean noDate = field.type() == LmsProfileField.Type.DATETIME && value.equals("0");
            boolean filled = !value.isEmpty() && !noDate;
            if (checkbox || filled) {
                view.add(view(field, value.isEmpty() ? "0" : value));
            }
        }
        return view;
    }

    private static Map<String, Object> view(LmsProfileField field, String value) {
        var view = new LinkedHashMap<String, Object>();
        view.put("type", field.type().name().toLowerCase(Locale.ROOT));
        view.put("value", value);
        view.put("displayvalue", displayed(field, value));
        view.put("name", field.name());
        view.put("shortname", field.shortname());
        return view;
    }

    private static String displayed(LmsProfileField field, String value) {
        return switch (field.type()) {
            case TEXT -> ParamType.TEXT.clean(value);
            case TEXTAREA -> "<div class=\"no-overflow\"><div class=\"text_to_html\">" + value + "</div></div>";
            case MENU -> value;
            case CHECKBOX -> value.equals("1") ? "Yes" : "No";
            case DATETIME ->
                Instant.ofEpochSecond(Long.parseLong(value))
                        .atOffset(ZoneOffset.UTC)
                        .format(DAY);
        };
    }
}
