package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.sync.Policy.Deprovision;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an installation can decide otherwise: whom an address finds, and what becomes of whom the CMS deletes. */
class DecidedOtherwiseIT {

    private static final String UID = "101";
    private static final String KEY = "cms:101";
    private static final String ADDRESS = "ada@example.org";

    private @Nullable Model model;

    private Model model(Deprovision deprovision, boolean byEmail, boolean verified) {
        model = new Model(
                "comebacks",
                policy -> new Policy(
                        policy.sources(),
                        policy.fields(),
                        byEmail,
                        verified,
                        policy.create(),
                        deprovision,
                        policy.serviceUsername(),
                        policy.cmsRules(),
                        policy.lmsRules()));
        return model;
    }

    private Model linked(Deprovision deprovision) {
        Model linked = model(deprovision, false, false);
        appears(linked);
        assertThat(links(linked)).containsExactly("linked null");
        return linked;
    }

    @AfterEach
    void close() {
        Objects.requireNonNull(model).close();
    }

    private static void appears(Model model) {
        model.drupal.add(UID, "ada", ADDRESS);
        model.tell("cms", UID);
        model.settle();
    }

    private static void isDeleted(Model model) {
        model.drupal.delete(UID);
        model.tellDeleted("cms", UID);
        model.settle();
    }

    private static List<String> links(Model model) {
        return model.texts("select status || ' ' || coalesce(reason, 'null') as text from link");
    }

    private static List<String> conflicts(Model model) {
        return model.texts("select reason as text from conflict where resolved_at is null");
    }

    @Test
    void deletesTheAccountOfAUserWhomTheCmsHasDeletedAndMakesAnotherOneForWhoComesBack() {
        Model model = linked(Deprovision.DELETE);
        String account = String.valueOf(model.account(UID).get("id"));

        isDeleted(model);

        assertThat(model.moodle.accountsOf(KEY)).isEmpty();
        assertThat(model.moodle.holders("deleted", "1"))
                .extracting(user -> user.get("id"))
                .containsExactly(account);
        assertThat(links(model)).containsExactly("unlinked deleted-at-cms");

        model.drupal.restore(UID);
        model.tell("cms", UID);
        model.settle();

        assertThat(model.moodle.accountsOf(KEY))
                .singleElement()
                .satisfies(again ->
                        assertThat(again).containsEntry("suspended", "0").containsEntry("email", ADDRESS))
                .extracting(again -> again.get("id"))
                .isNotEqualTo(account);
        assertThat(links(model)).containsExactly("linked null");
    }

    @Test
    void leavesTheAccountOfAUserWhomTheCmsHasDeletedAsItIsAndEndsTheLink() {
        Model model = linked(Deprovision.UNLINK);
        Map<String, String> before = model.account(UID);
        int writes = model.moodle.writes();

        isDeleted(model);
        model.tell("lms", String.valueOf(before.get("id")));
        model.settle();

        assertThat(links(model)).containsExactly("unlinked deleted-at-cms");
        assertThat(model.moodle.accountsOf(KEY)).containsExactly(before);
        assertThat(model.moodle.writes()).isEqualTo(writes);
    }

    @Test
    void linksTheAccountThatHasAnAddressForWhichTheCmsVouches() {
        Model model = model(Deprovision.SUSPEND, true, true);
        model.moodle.add("90", "", "lovelace", "Ada@Example.org");

        appears(model);

        assertThat(links(model)).containsExactly("linked null");
        assertThat(model.moodle.ids()).containsExactly("90");
        assertThat(model.account(UID)).containsEntry("id", "90").containsEntry("username", "ada");
    }

    @Test
    void linksNobodyByAnAddressForWhichTheCmsDoesNotVouch() {
        Model model = model(Deprovision.SUSPEND, true, false);
        model.moodle.add("90", "", "lovelace", ADDRESS);

        appears(model);

        assertThat(conflicts(model)).containsExactly("email-taken");
        assertThat(links(model)).isEmpty();
        assertThat(model.moodle.ids()).containsExactly("90");
        assertThat(model.moodle.writes()).isZero();
    }

    @Test
    void linksNobodyByAnAddressThatTwoAccountsHave() {
        Model model = model(Deprovision.SUSPEND, true, true);
        model.moodle.add("90", "", "lovelace", ADDRESS);
        model.moodle.add("91", "", "byron", ADDRESS);

        appears(model);

        assertThat(conflicts(model)).containsExactly("two-candidates");
        assertThat(model.moodle.writes()).isZero();
    }

    @Test
    void takesNoAccountByItsAddressThatIsAnotherUsers() {
        Model model = model(Deprovision.SUSPEND, true, true);
        model.moodle.add("90", "cms:102", "lovelace", ADDRESS);

        appears(model);

        assertThat(conflicts(model)).containsExactly("email-taken");
        assertThat(model.moodle.writes()).isZero();
    }
}
