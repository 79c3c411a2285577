package io.isthmus.testbed.portal.jsonapi;

import io.isthmus.testbed.portal.people.PortalUser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** The roles of the site; their UUIDs are the same on every portal. */
final class Roles {

    static final List<String> ALL =
            List.of("anonymous", "authenticated", "content_editor", PortalUser.ADMINISTRATOR, PortalUser.CONNECTOR);

    private Roles() {}

    static UUID uuid(String role) {
        return UUID.nameUUIDFromBytes(("isthmus-portal-role-" + role).getBytes(StandardCharsets.UTF_8));
    }

    static boolean exists(String uuid) {
        return ALL.stream().anyMatch(role -> uuid(role).toString().equals(uuid));
    }
}
