package io.isthmus.usersync.drupal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Filters, orders and pages of JSON:API.
 *
 * @see <a href="https://www.drupal.org/docs/core-modules-and-themes/core-modules/jsonapi-module/filtering">Filtering</a>
 */
final class DrupalQueries {

    /** Drupal gives no more, whatever is asked for. */
    static final int PAGE = 50;

    private static final String UID = "drupal_internal__uid";

    private DrupalQueries() {}

    /** Users that have any of the three. */
    static Map<String, String> like(String uuid, String name, String mail) {
        var query = new LinkedHashMap<String, String>();
        query.put("filter[any][group][conjunction]", "OR");
        condition(query, "a", List.of("id", "=", uuid), "any");
        condition(query, "b", List.of("name", "=", name), "any");
        condition(query, "c", List.of("mail", "=", mail), "any");
        return query;
    }

    /** The users with these uids, of which there are no more than a page. */
    static Map<String, String> ofUids(List<String> uids) {
        var query = new LinkedHashMap<String, String>();
        query.put("filter[u][condition][path]", UID);
        query.put("filter[u][condition][operator]", "IN");
        for (int i = 0; i < uids.size(); i++) {
            query.put("filter[u][condition][value][" + i + "]", uids.get(i));
        }
        query.put("page[limit]", String.valueOf(PAGE));
        return query;
    }

    /** A page of all users after this one, by uid. */
    static Map<String, String> after(String uid) {
        var query = new LinkedHashMap<String, String>();
        condition(query, "u", List.of(UID, ">", uid), "");
        query.put("sort", UID);
        query.put("page[limit]", String.valueOf(PAGE));
        return query;
    }

    /**
     * A page of the users changed after a moment, or in that second with a greater uid, the first changed first.
     *
     * @param changed Unix time in seconds: the filter compares with the raw column
     */
    static Map<String, String> changedAfter(long changed, long uid) {
        var query = new LinkedHashMap<String, String>();
        query.put("sort", "changed," + UID);
        query.put("page[limit]", String.valueOf(PAGE));
        query.put("filter[g][group][conjunction]", "OR");
        condition(query, "a", List.of("changed", ">", String.valueOf(changed)), "g");
        query.put("filter[b][group][conjunction]", "AND");
        query.put("filter[b][group][memberOf]", "g");
        condition(query, "b1", List.of("changed", "=", String.valueOf(changed)), "b");
        condition(query, "b2", List.of(UID, ">", String.valueOf(uid)), "b");
        return query;
    }

    /** @param parts path, operator and value */
    private static void condition(Map<String, String> query, String name, List<String> parts, String group) {
        String prefix = "filter[" + name + "][condition]";
        query.put(prefix + "[path]", parts.get(0));
        query.put(prefix + "[operator]", parts.get(1));
        query.put(prefix + "[value]", parts.get(2));
        if (!group.isEmpty()) {
            query.put(prefix + "[memberOf]", group);
        }
    }
}
