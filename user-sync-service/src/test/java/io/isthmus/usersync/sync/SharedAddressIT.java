package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A CMS may let two users have one address, the LMS does not: one of them has the account, and never both. */
class SharedAddressIT {

    private static final String MAIL = "shared@example.org";

    @Test
    void isTheFirstOnesUntilTheyGiveItUp() {
        try (var model = new Model("shared_address")) {
            model.drupal.add("301", "first", MAIL);
            model.drupal.add("302", "second", "Shared@Example.org");

            model.tell("cms", "301");
            model.tell("cms", "302");
            model.settle();

            String first = owner(model);
            String second = first.equals("301") ? "302" : "301";
            assertThat(model.moodle.accountsOf("cms:" + second)).isEmpty();
            assertThat(openConflicts(model)).containsExactly(second + " email-taken");

            model.change(first, "mail", "own@example.org");
            model.settle();

            assertThat(model.account(first)).containsEntry("email", "own@example.org");
            assertThat(model.account(second).get("email")).isEqualToIgnoringCase(MAIL);
            assertThat(openConflicts(model)).isEmpty();
        }
    }

    @Test
    void isNotTakenFromWhoHasItByAUserWhoIsGivenItLater() {
        try (var model = new Model("shared_address_later")) {
            model.drupal.add("301", "first", MAIL);
            model.drupal.add("302", "second", "second@example.org");
            model.tell("cms", "301");
            model.tell("cms", "302");
            model.settle();

            model.drupal.delete("302");
            model.drupal.add("302", "second", MAIL);
            model.change("302", "field_city", "Lyon");
            model.settle();

            assertThat(model.account("301")).containsEntry("email", MAIL);
            assertThat(model.account("302"))
                    .as("the rest arrives")
                    .containsAllEntriesOf(Map.of("email", "second@example.org", "city", "Lyon"));
            assertThat(openConflicts(model)).containsExactly("302 email-taken");
        }
    }

    private static String owner(Model model) {
        List<String> owners = List.of("301", "302").stream()
                .filter(uid -> !model.moodle.accountsOf("cms:" + uid).isEmpty())
                .toList();
        assertThat(owners).hasSize(1);
        return owners.get(0);
    }

    private static List<String> openConflicts(Model model) {
        return model.texts("select cms_uid || ' ' || reason as text from conflict where resolved_at is null");
    }
}
