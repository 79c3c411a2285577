package io.isthmus.testbed.portal.people;

import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an account is to become. */
public final class UserDraft {

    private int uid;
    private @Nullable UUID uuid;
    private @Nullable String name;
    private @Nullable String mail;
    private boolean mailVerified = true;
    private boolean active;
    private @Nullable String firstName;
    private @Nullable String lastName;
    private @Nullable String city;
    private @Nullable String country;
    private Set<String> roles = new TreeSet<>();
    private String preferredLangcode = "en";
    private String timezone = "UTC";
    private @Nullable String init;
    private @Nullable PasswordHash password;
    private @Nullable Instant created;
    private @Nullable Instant changed;

    /** A blocked account without a name, as Drupal begins. */
    public UserDraft() {}

    public UserDraft(PortalUser user) {
        uid = user.uid();
        uuid = user.uuid();
        name = user.name();
        mail = user.mail();
        mailVerified = user.mailVerified();
        active = user.active();
        firstName = user.firstName();
        lastName = user.lastName();
        city = user.city();
        country = user.country();
        roles = new TreeSet<>(user.roles());
        preferredLangcode = user.preferredLangcode();
        timezone = user.timezone();
        init = user.init();
        password = user.password();
        created = user.created();
        changed = user.changed();
    }

    /** Only for new accounts; 0 = the next free one. */
    public UserDraft uid(int value) {
        uid = value;
        return this;
    }

    /** Only for new accounts; null = a random one. */
    public UserDraft uuid(@Nullable UUID value) {
        uuid = value;
        return this;
    }

    public UserDraft name(@Nullable String value) {
        name = value;
        return this;
    }

    public UserDraft mail(@Nullable String value) {
        mail = value;
        return this;
    }

    public UserDraft mailVerified(boolean value) {
        mailVerified = value;
        return this;
    }

    public UserDraft active(boolean value) {
        active = value;
        return this;
    }

    public UserDraft firstName(@Nullable String value) {
        firstName = value;
        return this;
    }

    public UserDraft lastName(@Nullable String value) {
        lastName = value;
        return this;
    }

    public UserDraft city(@Nullable String value) {
        city = value;
        return this;
    }

    public UserDraft country(@Nullable String value) {
        country = value;
        return this;
    }

    public UserDraft role(String value) {
        roles.add(value);
        return this;
    }

    public UserDraft preferredLangcode(String value) {
        preferredLangcode = value;
        return this;
    }

    public UserDraft timezone(String value) {
        timezone = value;
        return this;
    }

    public UserDraft init(@Nullable String value) {
        init = value;
        return this;
    }

    public UserDraft password(@Nullable String value) {
        password = value == null ? null : PasswordHash.of(value);
        return this;
    }

    /** Only for new accounts; null = now. */
    public UserDraft created(@Nullable Instant value) {
        created = value;
        return this;
    }

    /** Only for new accounts; null = now. */
    public UserDraft changed(@Nullable Instant value) {
        changed = value;
        return this;
    }

    int uid() {
        return uid;
    }

    @Nullable
    UUID uuid() {
        return uuid;
    }

    @Nullable
    String name() {
        return name;
    }

    public @Nullable String mail() {
        return mail;
    }

    public @Nullable PasswordHash password() {
        return password;
    }

    @Nullable
    String field(String attribute) {
        switch (attribute) {
            case "field_first_name":
                return firstName;
            case "field_last_name":
                return lastName;
            case "field_city":
                return city;
            default:
                return country;
        }
    }

    PortalUser toUser(int newUid, UUID newUuid, Instant now) {
        return toUser(
                newUid,
                newUuid,
                created == null ? now : created,
                changed == null ? now : changed,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    PortalUser toUser(int keptUid, UUID keptUuid, Instant begun, Instant moved, Instant access, Instant login) {
        return new PortalUser(
                keptUid,
                keptUuid,
                name == null ? "" : name,
                mail,
                mailVerified,
                active,
                firstName,
                lastName,
                city,
                country,
                roles,
                preferredLangcode,
                timezone,
                init,
                password,
                begun,
                moved,
                access,
                login);
    }
}
