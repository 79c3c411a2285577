package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People who were deleted on one side, and come back; links that were undone, and stay so. */
class ReturnIT {

    private static final String UID = "101";
    private static final String KEY = "cms:101";

    private Model model;

    @BeforeEach
    void linkThem() {
        model = new Model("comebacks");
        model.drupal.add(UID, "ada", "ada@example.org");
        model.tell("cms", UID);
        model.settle();
        assertThat(link()).isEqualTo("linked null");
    }

    @AfterEach
    void close() {
        model.close();
    }

    private String link() {
        return model.texts("select status || ' ' || coalesce(reason, 'null') as text from link")
                .get(0);
    }

    private String account() {
        return String.valueOf(model.account(UID).get("id"));
    }

    @Test
    void givesAUserOfTheCmsWhoIsThereAgainTheAccountBack() {
        String account = account();
        model.drupal.delete(UID);
        model.tellDeleted("cms", UID);
        model.settle();
        assertThat(model.account(UID)).containsEntry("suspended", "1");
        assertThat(link()).isEqualTo("suspended null");

        model.drupal.restore(UID);
        model.tell("cms", UID);
        model.settle();

        assertThat(model.account(UID)).containsEntry("suspended", "0").containsEntry("id", account);
        assertThat(link()).isEqualTo("linked null");
    }

    @Test
    void heedsNoUpdateThatComesAfterTheDeletion() {
        model.drupal.delete(UID);
        model.tellDeleted("cms", UID);
        model.settle();
        int writes = model.moodle.writes();

        model.tell("cms", UID);
        model.tell("lms", account());
        model.settle();

        assertThat(model.account(UID)).containsEntry("suspended", "1");
        assertThat(model.moodle.writes()).isEqualTo(writes);
        assertThat(model.states("dead") + model.states("conflict")).isZero();
    }

    @Test
    void makesNoSecondAccountForOneThatTheLmsHasDeletedAndTakesTheOneThatIsMadeAgain() {
        model.moodle.delete(account());
        model.tell("cms", UID);
        model.settle();
        model.change(UID, "field_city", "Rome");
        model.settle();
        assertThat(link()).isEqualTo("unlinked deleted-at-lms");
        assertThat(model.moodle.accountsOf(KEY)).isEmpty();

        model.moodle.add("900", KEY, "ada", "ada@example.org");
        model.tell("lms", "900");
        model.settle();

        assertThat(link()).isEqualTo("linked null");
        assertThat(model.account(UID)).containsAllEntriesOf(Map.of("id", "900", "city", "Rome"));
    }

    @Test
    void leavesBothSidesAloneAfterAnOperatorHasUnlinkedThem() {
        assertThat(model.engine.unlink(UID)).isTrue();
        int writes = model.moodle.writes();

        model.change(UID, "field_city", "Rome");
        model.settle();
        model.moodle.change(account(), "country", "IT");
        model.tell("lms", account());
        model.settle();
        model.drupal.delete(UID);
        model.tellDeleted("cms", UID);
        model.settle();
        model.drupal.restore(UID);
        model.tell("cms", UID);
        model.settle();

        assertThat(link()).isEqualTo("unlinked operator");
        assertThat(model.account(UID)).containsAllEntriesOf(Map.of("city", "Paris", "suspended", "0"));
        assertThat(model.drupal.user(UID)).containsEntry("field_country", "FR");
        assertThat(model.moodle.writes()).isEqualTo(writes);
    }
}
