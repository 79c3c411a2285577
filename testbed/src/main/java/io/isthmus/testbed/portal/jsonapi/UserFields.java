package io.isthmus.testbed.portal.jsonapi;

import io.isthmus.testbed.portal.people.PortalUser;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The columns that can be filtered and sorted by; numbers are {@link Long}s, times are in unix seconds. */
final class UserFields {

    /** What everybody may filter by; the rest is for those who administer users. */
    private static final Set<String> OPEN =
            Set.of("drupal_internal__uid", "id", "name", "created", "changed", "langcode");

    private static final Map<String, Function<PortalUser, @Nullable Object>> COLUMNS = Map.ofEntries(
            column("drupal_internal__uid", user -> (long) user.uid()),
            column("id", user -> user.uuid().toString()),
            column("name", PortalUser::name),
            column("mail", PortalUser::mail),
            column("status", user -> user.active() ? 1L : 0L),
            column("created", user -> user.created().getEpochSecond()),
            column("changed", user -> user.changed().getEpochSecond()),
            column("access", user -> user.access().getEpochSecond()),
            column("login", user -> user.login().getEpochSecond()),
            column("init", PortalUser::init),
            column("langcode", user -> "en"),
            column("preferred_langcode", PortalUser::preferredLangcode),
            column("timezone", PortalUser::timezone),
            column("field_first_name", PortalUser::firstName),
            column("field_last_name", PortalUser::lastName),
            column("field_city", PortalUser::city),
            column("field_country", PortalUser::country),
            column("roles.meta.drupal_internal__target_id", PortalUser::roles));

    private UserFields() {}

    private static Map.Entry<String, Function<PortalUser, @Nullable Object>> column(
            String path, Function<PortalUser, @Nullable Object> value) {
        return Map.entry(path, value);
    }

    static Function<PortalUser, @Nullable Object> column(String path) {
        Function<PortalUser, @Nullable Object> column = COLUMNS.get(path);
        if (column == null) {
            throw JsonApiFault.of(
                    400,
                    "Invalid nested filtering. The field `" + path.split("\\.")[0] + "`, given in the path `" + path
                            + "`, does not exist.");
        }
        return column;
    }

    static void mayFilter(String path, boolean administersUsers) {
        column(path);
        if (!administersUsers && !OPEN.contains(path) && !path.startsWith("field_")) {
            throw JsonApiFault.of(
                    403,
                    "The current user is not authorized to filter by the `" + path.split("\\.")[0]
                            + "` field, given in the path `" + path + "`.");
        }
    }
}
