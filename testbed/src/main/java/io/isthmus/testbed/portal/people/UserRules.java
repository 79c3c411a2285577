package io.isthmus.testbed.portal.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Drupal's constraints of the user entity; only what differs from before is looked at. */
final class UserRules {

    static final int NAME_LENGTH = 60;
    static final int TEXT_LENGTH = 255;

    private static final Map<String, String> TEXTS = Map.of(
            "field_first_name", "First name",
            "field_last_name", "Last name",
            "field_city", "City",
            "field_country", "Country");
    private static final Pattern MAIL = Pattern.compile(
            "[\\p{L}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@[\\p{L}\\p{N}]([\\p{L}\\p{N}.-]*[\\p{L}\\p{N}])?");
    /** Of ASCII only these are allowed; beyond it, no invisible, directional or full-width characters. */
    private static final Pattern ILLEGAL_IN_NAME =
            Pattern.compile("[\\x00-\\x7F&&[^ a-zA-Z0-9@+_.'-]]|[\\x{80}-\\x{A0}\\x{AD}\\x{2000}-\\x{200F}"
                    + "\\x{2028}-\\x{202F}\\x{205F}-\\x{206F}\\x{FEFF}\\x{FF01}-\\x{FF60}\\x{FFF9}-\\x{FFFD}]");

    private final Collation collation;

    UserRules(Collation collation) {
        this.collation = collation;
    }

    List<Violation> violations(@Nullable PortalUser before, UserDraft draft, Collection<PortalUser> all) {
        var found = new ArrayList<Violation>();
        if (before == null || !before.name().equals(draft.name())) {
            name(draft.name(), before, all, found);
        }
        if (before == null || !Objects.equals(before.mail(), draft.mail())) {
            mail(draft.mail(), before, all, found);
        }
        for (String text : List.of("field_first_name", "field_last_name", "field_city", "field_country")) {
            String value = draft.field(text);
            if (value != null && value.codePointCount(0, value.length()) > TEXT_LENGTH) {
                found.add(Violation.ofValue(
                        text, TEXTS.get(text) + ": may not be longer than " + TEXT_LENGTH + " characters."));
            }
        }
        return found;
    }

    private void name(
            @Nullable String name, @Nullable PortalUser self, Collection<PortalUser> all, List<Violation> found) {
        if (name == null || name.isEmpty()) {
            found.add(Violation.of("name", "You must enter a username."));
            if (name == null) {
                found.add(Violation.of("name", "This value should not be null."));
            }
            return;
        }
        if (name.startsWith(" ")) {
            found.add(Violation.of("name", "The username cannot begin with a space."));
        }
        if (name.endsWith(" ")) {
            found.add(Violation.of("name", "The username cannot end with a space."));
        }
        if (name.contains("  ")) {
            found.add(Violation.of("name", "The username cannot contain multiple spaces in a row."));
        }
        if (ILLEGAL_IN_NAME.matcher(name).find()) {
            found.add(Violation.of("name", "The username contains an illegal character."));
        }
        if (name.codePointCount(0, name.length()) > NAME_LENGTH) {
            found.add(Violation.of(
                    "name",
                    "The username " + name + " is too long: it must be " + NAME_LENGTH + " characters or less."));
        }
        if (taken(all, self, other -> collation.same(other.name(), name))) {
            found.add(Violation.of("name", "The username " + name + " is already taken."));
        }
    }

    private void mail(
            @Nullable String mail, @Nullable PortalUser self, Collection<PortalUser> all, List<Violation> found) {
        if (mail == null || mail.isEmpty()) {
            if (self != null) {
                found.add(Violation.of("mail", "Email field is required."));
            }
            return;
        }
        if (mail.length() > 254 || mail.contains("..") || !MAIL.matcher(mail).matches()) {
            found.add(Violation.ofValue("mail", "This value is not a valid email address."));
        }
        if (taken(all, self, other -> collation.same(other.mail(), mail))) {
            found.add(Violation.of("mail", "The email address " + mail + " is already taken."));
        }
    }

    private static boolean taken(Collection<PortalUser> all, @Nullable PortalUser self, Predicate<PortalUser> matches) {
        return all.stream().anyMatch(other -> (self == null || other.uid() != self.uid()) && matches.test(other));
    }
}
