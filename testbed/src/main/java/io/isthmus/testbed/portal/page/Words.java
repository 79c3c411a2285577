package io.isthmus.testbed.portal.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Dates, countries and statuses in words. */
final class Words {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private Words() {}

    /** @return empty for none */
    static String date(@Nullable Instant when) {
        return when == null ? "" : DATE.format(when);
    }

    /** @return the English name of an ISO 3166-1 code; what is none, as it is; empty for none */
    static String country(@Nullable String code) {
        if (code == null) {
            return "";
        }
        return COUNTRIES.contains(code) ? new Locale("", code).getDisplayCountry(Locale.ENGLISH) : code;
    }

    /** @param status of course-service */
    static String status(String status) {
        switch (status) {
            case "completed":
                return "Completed";
            case "in-progress":
                return "In progress";
            case "not-started":
                return "Not started";
            case "overdue":
                return "Overdue";
            case "past":
                return "No longer enrolled";
            default:
                return "Progress not tracked";
        }
    }
}
