package io.isthmus.token.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsernamesTest {

    @ParameterizedTest
    @CsvSource({
        "ada, ada",
        "Ada.Lovelace, ada.lovelace",
        "CHLOÉ, chloé",
        "chloe\u0301, chloé",
        "山田太郎, 山田太郎",
        "やまだ太郎, やまだ太郎",
        "a b, a b",
        "anna@example.org, anna@example.org"
    })
    void bringsNamesIntoOneForm(String raw, String normal) {
        assertThat(Usernames.normalize(raw)).hasValue(normal);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ada",
                "ada ",
                "ada\u00a0",
                "a\u00a0b",
                "a\u2003b",
                "ada\u0000",
                "a\r\nda",
                "ad\u200ba",
                "ad\u200da",
                "\u202eada",
                "ad\u2066a",
                "\ufeffada",
                "ａｄａ",
                "ﬁona",
                "ada²",
                "аda",
                "adα",
                "ada\ue000",
                "\ud83d"
            })
    void refusesWhatCouldPassForAnotherName(String raw) {
        assertThat(Usernames.normalize(raw)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 5000})
    void refusesLongNames(int length) {
        assertThat(Usernames.normalize("a".repeat(length))).isEmpty();
    }
}
