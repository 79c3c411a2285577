package io.isthmus.testbed.portal.jsonapi;

import io.isthmus.testbed.portal.people.Collation;
import io.isthmus.testbed.portal.people.PortalUser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The {@code filter} parameter: shorthand, conditions and nested groups.
 *
 * @see <a href="https://www.drupal.org/docs/core-modules-and-themes/core-modules/jsonapi-module/filtering">Drupal</a>
 */
final class UserFilter {

    private static final String ROOT = "@root";

    private final Collation collation;
    private final boolean administersUsers;
    private final Map<String, Boolean> anyOf = new LinkedHashMap<>();
    private final Map<String, List<Predicate<PortalUser>>> members = new LinkedHashMap<>();

    private UserFilter(Collation collation, boolean administersUsers) {
        this.collation = collation;
        this.administersUsers = administersUsers;
    }

    static Predicate<PortalUser> of(Map<String, Object> filter, Collation collation, boolean administersUsers) {
        return new UserFilter(collation, administersUsers).read(filter);
    }

    private Predicate<PortalUser> read(Map<String, Object> filter) {
        anyOf.put(ROOT, false);
        members.put(ROOT, new ArrayList<>());
        filter.forEach((name, item) -> {
            if (map(item).get("group") != null) {
                anyOf.put(name, "OR".equals(map(map(item).get("group")).get("conjunction")));
                members.put(name, new ArrayList<>());
            }
        });
        filter.forEach((name, item) -> {
            if (anyOf.containsKey(name)) {
                add(map(map(item).get("group")).get("memberOf"), user -> holds(name, user));
            } else {
                condition(name, item);
            }
        });
        return user -> holds(ROOT, user);
    }

    private void condition(String name, Object item) {
        Map<String, Object> condition =
                map(item).containsKey("condition") ? map(map(item).get("condition")) : map(item);
        String path = String.valueOf(condition.getOrDefault("path", name));
        String operator = String.valueOf(condition.getOrDefault("operator", "="));
        Object value = item instanceof String ? item : condition.getOrDefault("value", "");
        UserFields.mayFilter(path, administersUsers);
        var comparison = Comparison.of(operator, value, collation);
        var column = UserFields.column(path);
        add(condition.get("memberOf"), user -> comparison.test(column.apply(user)));
    }

    private void add(@Nullable Object group, Predicate<PortalUser> member) {
        List<Predicate<PortalUser>> owner = members.get(group == null ? ROOT : String.valueOf(group));
        if (owner == null) {
            throw JsonApiFault.of(400, "The filter group `" + group + "` does not exist.");
        }
        owner.add(member);
    }

    private boolean holds(String group, PortalUser user) {
        List<Predicate<PortalUser>> all = members.getOrDefault(group, List.of());
        return Boolean.TRUE.equals(anyOf.get(group))
                ? all.stream().anyMatch(member -> member.test(user))
                : all.stream().allMatch(member -> member.test(user));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }
}
