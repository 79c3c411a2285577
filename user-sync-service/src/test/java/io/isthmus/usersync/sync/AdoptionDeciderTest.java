package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.sync.AdoptionDecider.Adoptable;
import io.isthmus.usersync.sync.Policy.Deprovision;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdoptionDeciderTest {

    private static final Account ACCOUNT = account("7", "", "pat", "pat@example.org", false);

    private final Policy strict = Situations.policy(Map.of(), true, Deprovision.SUSPEND, false);
    private final Policy trusting = Situations.policy(Map.of(), true, Deprovision.SUSPEND, true);

    private static Account account(String id, String key, String username, String email, boolean suspended) {
        return new Account(
                id, id, key, Map.of(Field.USERNAME, username, Field.EMAIL, email, Field.CITY, ""), suspended, null);
    }

    private static Account user(String handle, String username, String email) {
        return new Account("101", handle, "", Map.of(Field.USERNAME, username, Field.EMAIL, email), false, null);
    }

    @Test
    void makesAUserForWhomTheCmsDoesNotKnow() {
        assertThat(AdoptionDecider.decide(strict, ACCOUNT, List.of()))
                .isEqualTo(new Adoptable.Make(Map.of(Field.USERNAME, "pat", Field.EMAIL, "pat@example.org")));
    }

    @Test
    void findsAgainWhomItMadeBefore() {
        Account made = user(AdoptionDecider.handle("lms", "7"), "renamed", "other@example.org");

        assertThat(AdoptionDecider.decide(strict, ACCOUNT, List.of(made))).isEqualTo(new Adoptable.Join(made));
    }

    @Test
    void guessesNothingFromAnAddressUnlessToldThatItIsVerified() {
        Account same = user("h", "somebody", "PAT@example.org");

        assertThat(AdoptionDecider.decide(strict, ACCOUNT, List.of(same)))
                .isEqualTo(new Adoptable.Conflict("email-taken"));
        assertThat(AdoptionDecider.decide(trusting, ACCOUNT, List.of(same))).isEqualTo(new Adoptable.Join(same));
        assertThat(AdoptionDecider.decide(trusting, ACCOUNT, List.of(same, same)))
                .isEqualTo(new Adoptable.Conflict("two-candidates"));
    }

    @Test
    void leavesToAPersonWhatANameOrAKeyLeavesOpen() {
        assertThat(AdoptionDecider.decide(strict, ACCOUNT, List.of(user("h", "pat", "x@example.org"))))
                .isEqualTo(new Adoptable.Conflict("username-taken"));
        assertThat(AdoptionDecider.decide(strict, account("7", "STUDENT-1", "pat", "p@example.org", false), List.of()))
                .isEqualTo(new Adoptable.Conflict("idnumber-of-another"));
    }

    @Test
    void leavesOutWhoIsNoPersonOrMayNotLogIn() {
        assertThat(AdoptionDecider.decide(strict, account("2", "", "admin", "a@example.org", false), List.of()))
                .isEqualTo(new Adoptable.Skip("privileged-account"));
        assertThat(AdoptionDecider.decide(strict, account("1", "", "guest", "g@example.org", false), List.of()))
                .isEqualTo(new Adoptable.Skip("guest"));
        assertThat(AdoptionDecider.decide(strict, account("7", "cms2:101", "pat", "p@example.org", false), List.of()))
                .isEqualTo(new Adoptable.Skip("of-another-cms"));
        assertThat(AdoptionDecider.decide(strict, account("7", "", "pat", "p@example.org", true), List.of()))
                .isEqualTo(new Adoptable.Skip("suspended-at-lms"));
    }
}
