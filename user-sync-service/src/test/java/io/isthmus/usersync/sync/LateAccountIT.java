package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.person.PersonKey;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An account that was asked for by a worker that died comes into being later than anybody expects. */
class LateAccountIT {

    private static final String UID = "101";

    @Test
    void getsEvenWhatIsEmptyAtTheCmsAfterTheUserWasBlockedMeanwhile() {
        try (var model = new Model("late_account")) {
            model.drupal.add(UID, "ada", "ada@example.org");
            model.change(UID, "status", "0");
            model.settle();
            model.run("update person set creating = 'hash', creating_at = now()");
            model.tell("cms", UID);
            model.settle();
            model.moodle.add("40", "cms:" + UID, "ada", "ada@example.org");

            model.drupal.change(UID, "field_city", "");
            model.change(UID, "status", "1");
            model.settle();

            assertThat(model.account(UID)).containsEntry("id", "40").containsEntry("city", "");
            assertThat(model.texts("select creating as text from person where creating is not null"))
                    .isEmpty();
        }
    }

    @Test
    void isGivenBackItsStatusThatWhoeverLostTheLeaseHadSent() {
        try (var model = new Model("late_status")) {
            model.drupal.add(UID, "ada", "ada@example.org");
            model.moodle.add("40", "cms:" + UID, "ada", "ada@example.org");
            model.moodle.change("40", "suspended", "1");

            var sent = Map.of(Side.LMS, Map.of(Field.STATUS, Field.SUSPENDED));
            model.engine
                    .pool()
                    .withTransaction(tx -> model.engine.journal().recheck(tx, new PersonKey("cms", UID), sent))
                    .await()
                    .indefinitely();
            model.settle();

            assertThat(model.account(UID)).containsEntry("suspended", "0");
        }
    }

    @Test
    void isNotLeftSuspendedByAWorkerThatMadeItAndDied() {
        try (var model = new Model("late_suspension")) {
            model.drupal.add(UID, "ada", "ada@example.org");
            model.change(UID, "status", "0");
            model.settle();
            model.run("update person set creating = 'hash', creating_at = now()");
            model.moodle.add("40", "cms:" + UID, "ada", "ada@example.org");
            model.moodle.change("40", "suspended", "1");

            model.change(UID, "status", "1");
            model.settle();

            assertThat(model.account(UID)).containsEntry("suspended", "0");
        }
    }

    @Test
    void getsWhatWasEmptiedOnEitherSideWhileTheUserWasDeleted() {
        try (var model = new Model("late_return")) {
            model.drupal.add(UID, "ada", "ada@example.org");
            model.drupal.change(UID, "field_hobby", "chess");
            model.change(UID, "status", "0");
            model.settle();
            model.run("update person set creating = 'hash', creating_at = now()");
            model.moodle.add("40", "cms:" + UID, "ada", "ada@example.org");
            model.drupal.change(UID, "status", "1");
            model.drupal.delete(UID);
            model.tellDeleted("cms", UID);
            model.settle();

            model.drupal.restore(UID);
            model.change(UID, "field_city", "");
            model.settle();

            assertThat(model.account(UID)).containsAllEntriesOf(Map.of("id", "40", "city", "", "suspended", "0"));
            assertThat(model.drupal.user(UID)).containsEntry("field_hobby", "");
        }
    }
}
