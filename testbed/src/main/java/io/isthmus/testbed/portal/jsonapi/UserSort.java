package io.isthmus.testbed.portal.jsonapi;

import io.isthmus.testbed.portal.people.PortalUser;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The {@code sort} parameter, short ({@code changed,-name}) or long; an empty row is the anonymous user. */
final class UserSort {

    private UserSort() {}

    static Comparator<Optional<PortalUser>> of(@Nullable Object sort) {
        Comparator<Optional<PortalUser>> order = null;
        if (sort instanceof String list) {
            for (String part : list.split(",")) {
                boolean down = part.startsWith("-");
                order = then(order, by(down ? part.substring(1) : part, down));
            }
        }
        if (sort instanceof Map<?, ?> map) {
            for (Object item : map.values()) {
                if (item instanceof Map<?, ?> field) {
                    order = then(order, by(String.valueOf(field.get("path")), "DESC".equals(field.get("direction"))));
                }
            }
        }
        return then(order, by("drupal_internal__uid", false));
    }

    private static Comparator<Optional<PortalUser>> then(
            @Nullable Comparator<Optional<PortalUser>> first, Comparator<Optional<PortalUser>> second) {
        return first == null ? second : first.thenComparing(second);
    }

    private static Comparator<Optional<PortalUser>> by(String path, boolean down) {
        Function<PortalUser, @Nullable Object> column = UserFields.column(path);
        Comparator<Optional<PortalUser>> order = Comparator.comparing(
                row -> row.map(column::apply).orElse(null), Comparator.nullsFirst(UserSort::compare));
        return down ? order.reversed() : order;
    }

    private static int compare(Object one, Object other) {
        return one instanceof Long number
                ? Long.compare(number, (Long) other)
                : String.valueOf(one).compareTo(String.valueOf(other));
    }
}
