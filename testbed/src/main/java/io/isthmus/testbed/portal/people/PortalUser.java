package io.isthmus.testbed.portal.people;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account of the portal, with the words of Drupal's user entity.
 *
 * @param uid {@code drupal_internal__uid}; the CMS uid that everything else goes by
 * @param uuid the JSON:API resource id
 * @param mailVerified whether the site vouches for the address; false once its owner has typed another one
 * @param active Drupal's {@code status}; false = blocked
 * @param init the address the account began with
 * @param password null = nobody can log in with one
 * @param changed in whole seconds, as Drupal keeps it; moves only when something else does
 */
public record PortalUser(
        int uid,
        UUID uuid,
        String name,
        @Nullable String mail,
        boolean mailVerified,
        boolean active,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String city,
        @Nullable String country,
        Set<String> roles,
        String preferredLangcode,
        String timezone,
        @Nullable String init,
        @Nullable PasswordHash password,
        Instant created,
        Instant changed,
        Instant access,
        Instant login) {

    public static final String ADMINISTRATOR = "administrator";
    public static final String CONNECTOR = "connector";

    public PortalUser {
        roles = Set.copyOf(roles);
    }

    /** @return whether a role of this account carries Drupal's permission "administer users" */
    public boolean administersUsers() {
        return roles.contains(ADMINISTRATOR) || roles.contains(CONNECTOR);
    }

    /** @return first and last name, or the username of someone who has none */
    public String fullName() {
        String full = ((firstName == null ? "" : firstName) + " " + (lastName == null ? "" : lastName)).strip();
        return full.isEmpty() ? name : full;
    }

    PortalUser seen(Instant when, boolean atLogin) {
        return new UserDraft(this).toUser(uid, uuid, created, changed, when, atLogin ? when : login);
    }

    @Override
    public String toString() {
        return "PortalUser[uid=" + uid + "]";
    }
}
