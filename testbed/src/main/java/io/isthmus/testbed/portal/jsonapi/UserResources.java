package io.isthmus.testbed.portal.jsonapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.session.Caller;
import io.isthmus.testbed.portal.web.RequestOrigin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes accounts as resources: whole, as their owner sees them, or with nothing but a name. */
final class UserResources {

    static final String PATH = "/jsonapi/user/user";
    static final UUID ANONYMOUS = UUID.nameUUIDFromBytes("isthmus-portal-anonymous".getBytes(StandardCharsets.UTF_8));

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

    private final RequestOrigin origin;
    private final Caller caller;
    private final @Nullable Set<String> fields;

    /** @param fields the sparse fieldset; null = all */
    UserResources(RequestOrigin origin, Caller caller, @Nullable Set<String> fields) {
        this.origin = origin;
        this.caller = caller;
        this.fields = fields;
    }

    String url(UUID uuid) {
        return origin.url(PATH + "/" + uuid);
    }

    ObjectNode resource(Optional<PortalUser> row) {
        UUID uuid = row.map(PortalUser::uuid).orElse(ANONYMOUS);
        ObjectNode resource =
                Documents.JSON.createObjectNode().put("type", "user--user").put("id", uuid.toString());
        Documents.link(resource, "self", url(uuid));
        ObjectNode attributes = Documents.JSON.createObjectNode();
        ObjectNode relationships = Documents.JSON.createObjectNode();
        attributes.put("display_name", row.map(PortalUser::name).orElse("Anonymous"));
        boolean whole = caller.administersUsers();
        row.filter(user -> whole || caller.is(user)).ifPresent(user -> {
            attributes(attributes, user, whole);
            relationships(relationships, user, whole);
        });
        if (fields != null) {
            attributes.retain(fields);
            relationships.retain(fields);
        }
        if (!attributes.isEmpty()) {
            resource.set("attributes", attributes);
        }
        if (!relationships.isEmpty()) {
            resource.set("relationships", relationships);
        }
        return resource;
    }

    private static void attributes(ObjectNode to, PortalUser user, boolean whole) {
        to.put("drupal_internal__uid", user.uid())
                .put("langcode", "en")
                .put("preferred_langcode", user.preferredLangcode())
                .putNull("preferred_admin_langcode")
                .put("name", user.name())
                .put("mail", user.mail())
                .put("timezone", user.timezone());
        if (whole) {
            to.put("status", user.active());
        }
        to.put("created", time(user.created())).put("changed", time(user.changed()));
        if (whole) {
            to.put("access", time(user.access()))
                    .put("login", time(user.login()))
                    .put("init", user.init());
        }
        to.put("default_langcode", true)
                .put("field_first_name", user.firstName())
                .put("field_last_name", user.lastName())
                .put("field_city", user.city())
                .put("field_country", user.country());
    }

    private void relationships(ObjectNode to, PortalUser user, boolean whole) {
        if (whole) {
            ObjectNode roles = to.putObject("roles");
            var data = roles.putArray("data");
            for (String role : new TreeSet<>(user.roles())) {
                data.addObject()
                        .put("type", "user_role--user_role")
                        .put("id", Roles.uuid(role).toString())
                        .putObject("meta")
                        .put("drupal_internal__target_id", role);
            }
            links(roles, user, "roles");
        }
        ObjectNode picture = to.putObject("user_picture").putNull("data");
        links(picture, user, "user_picture");
    }

    private void links(ObjectNode relationship, PortalUser user, String name) {
        Documents.link(relationship, "related", url(user.uuid()) + "/" + name);
        Documents.link(relationship, "self", url(user.uuid()) + "/relationships/" + name);
    }

    private static String time(Instant instant) {
        return TIME.format(instant);
    }
}
