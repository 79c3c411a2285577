package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.conflict.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** People have all kinds of names: each ends applied as specified, or as a conflict that a human understands. */
class NamesIT {

    private static final String LONG = "x".repeat(255);

    /**
     * A user of the CMS, and what is to become of them.
     *
     * @param username at the LMS; null for a conflict
     * @param outcome last name at the LMS, or the conflict's reason
     */
    private record Person(
            String name,
            String mail,
            String lastName,
            @Nullable String username,
            String outcome) {}

    private static final List<Person> PEOPLE = List.of(
            plain("Łukasiewicz"),
            plain("Ångström"),
            plain("Достоевский"),
            plain("Παπαδόπουλος"),
            plain("بن خلدون"),
            plain("בן־גוריון"),
            plain("ठाकुर"),
            plain("สุวรรณ"),
            plain("山田"),
            plain("김"),
            plain("たなか"),
            plain("ገብረ"),
            plain("Ջուղայեցի"),
            plain("რუსთაველი"),
            plain("O'Neil"),
            plain("d’Arc"),
            plain("Müller-Lüdenscheidt"),
            plain("Ada 🎓👩‍🚀"),
            new Person("long", "long@example.org", LONG, "long", "x".repeat(100)),
            new Person("UPPER", "upper@example.org", "Upper", "upper", "Upper"),
            new Person("plus", "p.lus+tag@example.org", "Plus", "plus", "Plus"),
            new Person("山田", "yamada@example.org", "Yamada", "user-{uid}", "Yamada"),
            new Person("o'brien", "brien@example.org", "Brien", "o.brien-{uid}", "Brien"),
            new Person("chloé", "chloe@example.org", "Chloé", "chloe-{uid}", "Chloé"),
            new Person("bold", "bold@example.org", "<b>Bold</b>", "bold", "Bold"),
            new Person("nobody", "", "Nobody", null, "email-missing"),
            new Person("umlaut", "jürgen@example.org", "Umlaut", null, "email-invalid"),
            new Person("endless", "x".repeat(100) + "@example.org", "Endless", null, "email-invalid"),
            new Person("same-mail", "Taken@example.org", "Same", null, "email-taken"),
            new Person("Taken", "other@example.org", "Same", null, "username-taken"));

    /** What an operator reads, by reason. */
    private static final Map<String, String> WORDS = Map.of(
            "email-missing", "The CMS gives this user no e-mail address",
            "email-invalid", "The LMS does not take this user's e-mail address",
            "email-taken", "Somebody else at the LMS has this user's e-mail address (id 90)",
            "username-taken", "Somebody else at the LMS has the login name that this user should get (id 90)");

    private static Person plain(String lastName) {
        String name = "p" + Integer.toHexString(lastName.hashCode());
        return new Person(name, name + "@example.org", lastName, name, lastName);
    }

    @Test
    void endsAppliedOrAsAConflictThatAHumanUnderstands() {
        try (var model = new Model("names")) {
            model.moodle.add("90", "", "taken", "taken@example.org");
            for (int i = 0; i < PEOPLE.size(); i++) {
                Person person = PEOPLE.get(i);
                model.drupal.add(uid(i), person.name(), person.mail());
                model.change(uid(i), "field_last_name", person.lastName());
            }
            model.settle();

            var outcomes = new ArrayList<String>();
            for (int i = 0; i < PEOPLE.size(); i++) {
                check(model, uid(i), PEOPLE.get(i));
                outcomes.add(PEOPLE.get(i).lastName() + " -> " + PEOPLE.get(i).outcome());
            }
            assertThat(model.moodle.accountsOf("")).hasSize(1);
            assertThat(outcomes).hasSameSizeAs(PEOPLE);
        }
    }

    private static String uid(int index) {
        return String.valueOf(200 + index);
    }

    private static void check(Model model, String uid, Person person) {
        List<Map<String, String>> accounts = model.moodle.accountsOf("cms:" + uid);
        if (person.username() != null) {
            assertThat(accounts).as("accounts of %s", person).hasSize(1);
            assertThat(accounts.get(0))
                    .as("%s", person)
                    .containsEntry("username", person.username().replace("{uid}", uid))
                    .containsEntry("email", person.mail())
                    .containsEntry("lastname", person.outcome());
            return;
        }
        assertThat(accounts).as("accounts of %s", person).isEmpty();
        String about = " as text from conflict where resolved_at is null and cms_uid = '" + uid + "'";
        assertThat(model.texts("select reason" + about)).as("%s", person).containsExactly(person.outcome());
        assertThat(Words.of(person.outcome(), model.texts("select unnest(accounts)" + about)))
                .as("%s", person)
                .contains(Objects.requireNonNull(WORDS.get(person.outcome()), person.outcome()));
    }
}
