package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.account.KnownAccounts;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoodleProbeTest {

    private static final KnownAccounts NOBODY = () -> Uni.createFrom().item(Optional.empty());
    private static final KnownAccounts SOMEBODY = () -> Uni.createFrom().item(Optional.of("27"));

    private static List<String> missing(KnownAccounts known, String... recordings) {
        try (var moodle = new RecordedMoodle()) {
            for (String recording : recordings) {
                moodle.answering(recording);
            }
            return new MoodleProbe(moodle, known).missing().await().indefinitely();
        }
    }

    @Test
    void hasNothingToSayOfATokenThatMayDoEverything() {
        assertThat(missing(SOMEBODY, "core_webservice_get_site_info--ok", "core_user_get_users_by_field--ok-idnumber"))
                .isEmpty();
    }

    @Test
    void saysInWordsThatAccountsAreNotSeenWhole() {
        assertThat(missing(SOMEBODY, "core_webservice_get_site_info--ok", "core_user_get_users_by_field--lowpriv"))
                .singleElement()
                .asString()
                .contains("moodle/user:viewalldetails");
    }

    @ParameterizedTest
    @CsvSource({
        "core_webservice_get_site_info--invalid-token, does not know the token",
        "core_webservice_get_site_info--expired-token, has expired",
        "core_webservice_get_site_info--maintenance-mode, cannot be asked",
        "core_webservice_get_site_info--webservices-disabled, cannot be asked"
    })
    void saysInWordsWhyItCannotBeAsked(String recording, String words) {
        assertThat(missing(NOBODY, recording)).singleElement().asString().contains(words);
    }
}
