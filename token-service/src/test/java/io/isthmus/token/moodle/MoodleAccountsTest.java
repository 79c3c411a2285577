package io.isthmus.token.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.recordings.Recordings;
import io.isthmus.token.account.LmsAccount;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MoodleAccountsTest {

    @ParameterizedTest
    @ValueSource(strings = {"ok-idnumber", "ok-id", "ok-email"})
    void readsWhatMoodleSaysOfAnAccount(String recording) {
        LmsAccount account = read(recording).get(0);

        assertThat(account.id()).matches("[0-9]+");
        assertThat(account.idnumber()).startsWith("CMS-");
        assertThat(account.suspended()).isFalse();
        assertThat(account.confirmed()).isTrue();
        assertThat(account.auth()).isEqualTo("manual");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-idnumber", "idnumber-other-case", "lowpriv", "empty-idnumber"})
    void readsNobody(String recording) {
        assertThat(read(recording).stream().filter(account -> account.idnumber().equals("CMS-1001")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspended-user"})
    void seesASuspension(String recording) {
        assertThat(read(recording))
                .singleElement()
                .satisfies(account -> assertThat(account.suspended()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(strings = {"two-users-same-idnumber"})
    void seesBothOfTwoAccountsWithOneIdnumber(String recording) {
        assertThat(read(recording)).hasSize(2);
    }

    private static List<LmsAccount> read(String recording) {
        return MoodleAccounts.read(
                Recordings.moodle("core_user_get_users_by_field--" + recording).path("body"));
    }
}
