package io.isthmus.testbed.portal.page;

import io.isthmus.testbed.portal.people.PasswordHash;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.UserDraft;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What somebody typed into the form of their profile, without the spaces around it. */
record ProfileForm(String firstName, String lastName, String name, String mail, String city, String currentPassword) {

    static ProfileForm of(PortalUser user) {
        return new ProfileForm(
                Objects.requireNonNullElse(user.firstName(), ""),
                Objects.requireNonNullElse(user.lastName(), ""),
                user.name(),
                Objects.requireNonNullElse(user.mail(), ""),
                Objects.requireNonNullElse(user.city(), ""),
                "");
    }

    static ProfileForm of(MultiMap form) {
        return new ProfileForm(
                text(form, "field_first_name"),
                text(form, "field_last_name"),
                text(form, "name"),
                text(form, "mail"),
                text(form, "field_city"),
                Objects.requireNonNullElse(form.get("current_pass"), ""));
    }

    private static String text(MultiMap form, String name) {
        return Objects.requireNonNullElse(form.get(name), "").strip();
    }

    /** @return what is wrong beside the site's own constraints, by field */
    Map<String, String> errors(PortalUser user) {
        var errors = new LinkedHashMap<String, String>();
        if (firstName.isEmpty()) {
            errors.put("field_first_name", "Please enter your first name.");
        }
        if (lastName.isEmpty()) {
            errors.put("field_last_name", "Please enter your last name.");
        }
        if (!mail.equals(user.mail()) && !mail.isEmpty()) {
            PasswordHash password = user.password();
            if (password == null || !password.matches(currentPassword)) {
                errors.put("current_pass", "To change your e-mail address, please enter your current password.");
            }
        }
        return errors;
    }

    void apply(UserDraft draft) {
        draft.firstName(orNull(firstName))
                .lastName(orNull(lastName))
                .name(orNull(name))
                .mail(orNull(mail))
                .city(orNull(city));
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }

    @Override
    public String toString() {
        return "ProfileForm[***]";
    }
}
