package io.isthmus.usersync.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplanationsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two-candidates",
                "account-linked-elsewhere",
                "privileged-account",
                "username-taken",
                "email-taken",
                "username-of-another-cms",
                "email-of-another-cms",
                "username-held",
                "email-held",
                "creation-held",
                "username-missing",
                "email-missing",
                "email-invalid",
                "country-unknown",
                "username-too-long",
                "email-too-long",
                "idnumber-of-another",
                "idnumber-not-kept",
                "lms-account-missing",
                "refused-by-lms",
                "refused-by-cms",
                "no-end",
                "firstname-taken",
                "locale-refused-by-cms"
            })
    void explainsEveryReasonInWords(String reason) {
        String text = Explanations.of(reason, List.of("7", "9"), List.of("city"));

        assertThat(text).doesNotContain(reason).doesNotContain("%").endsWith(".");
    }

    @ParameterizedTest
    @CsvSource({
        "username-taken, login name that this user should get (id 7)",
        "refused-by-lms, fields: city",
        "never-heard-of, (never-heard-of)"
    })
    void namesWhatItIsAbout(String reason, String part) {
        assertThat(Explanations.of(reason, List.of("7"), List.of("city"))).contains(part);
    }
}
