package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.recordings.Recordings;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Fit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoodleRulesTest {

    private final MoodleRules rules = new MoodleRules(Set.of("en", "fr", "pt_br"), "-");

    private static Account from(String uid, Map<String, String> fields) {
        return new Account(uid, uid, "", fields, false, null);
    }

    private Fit fit(String field, String value) {
        return rules.fit(field, from("101", Map.of(field, value)));
    }

    private static Fit value(String text) {
        return new Fit.Value(text);
    }

    @ParameterizedTest
    @CsvSource({
        "ada, ada",
        "Ada, ada",
        "ada.lovelace@example.org, ada.lovelace@example.org",
        "o'brien, o.brien-101",
        "ada lovelace, ada.lovelace-101",
        "chloé, chloe-101",
        "Łukasz Żółć, lukasz.zolc-101",
        "Straße, strasse-101",
        "山田太郎, user-101",
        "فاطمة, user-101",
        "🎓, user-101",
        "ａｄａ, ada",
        "__, __",
        "'!!', user-101",
    })
    void writesALoginNameAsMoodleCan(String username, String expected) {
        assertThat(fit(Field.USERNAME, username)).isEqualTo(value(expected));
    }

    @Test
    void neverMakesOneNameOfTwoUnspellableOnes() {
        var names = new HashSet<Fit>();
        for (String username : new String[] {"山田", "田中", "ада", "!!", "é"}) {
            names.add(rules.fit(Field.USERNAME, from(String.valueOf(names.size()), Map.of(Field.USERNAME, username))));
        }
        assertThat(names).hasSize(5);
    }

    @Test
    void keepsTheDistinctionInTheLongestName() {
        String longest = "é".repeat(255);

        Fit one = rules.fit(Field.USERNAME, from("7", Map.of(Field.USERNAME, longest)));
        Fit other = rules.fit(Field.USERNAME, from("8", Map.of(Field.USERNAME, longest)));

        assertThat(one).isNotEqualTo(other);
        assertThat(((Fit.Value) one).text()).hasSize(100).endsWith("-7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-an-email", "e2@exämple.test", "a b@example.org", "a@b", "@example.org"})
    void refusesAnAddressThatMoodleWould(String email) {
        assertThat(fit(Field.EMAIL, email)).isEqualTo(new Fit.Refuse("email-invalid"));
    }

    @Test
    void takesPlusAddressesAndTrims() {
        assertThat(fit(Field.EMAIL, " ada+lms@example.org ")).isEqualTo(value("ada+lms@example.org"));
        assertThat(fit(Field.EMAIL, "")).isEqualTo(new Fit.Refuse("email-missing"));
    }

    @ParameterizedTest
    @CsvSource({
        "'  Ann ', Ann",
        "'<b>Bold</b>', Bold",
        "'x < y > z', 'x < y > z'",
        "'R&D', 'R&D'",
        "'O''Neil', 'O''Neil'",
        "'Ольга', 'Ольга'",
        "'👩‍💻 Dev', '👩‍💻 Dev'",
    })
    void writesANameAsMoodleCan(String name, String expected) {
        assertThat(fit(Field.LAST_NAME, name)).isEqualTo(value(expected));
    }

    @Test
    void cutsANameWithoutCuttingACharacter() {
        assertThat(fit(Field.LAST_NAME, "🎓".repeat(101))).isEqualTo(value("🎓".repeat(100)));
    }

    @Test
    void findsSomethingForANameThatIsNotThere() {
        Account nameless = from("101", Map.of(Field.USERNAME, "ada"));
        Account blank = from("101", Map.of(Field.USERNAME, "ada", Field.FIRST_NAME, " ", Field.LAST_NAME, "<i>"));

        assertThat(rules.fit(Field.FIRST_NAME, nameless)).isEqualTo(value("ada"));
        assertThat(rules.fit(Field.LAST_NAME, nameless)).isEqualTo(value("-"));
        assertThat(rules.fit(Field.FIRST_NAME, blank)).isEqualTo(value("ada"));
        assertThat(rules.fit(Field.LAST_NAME, blank)).isEqualTo(value("-"));
    }

    @Test
    void sendsOnlyCountriesAndLanguagesThatMoodleKeeps() {
        assertThat(fit(Field.COUNTRY, "fr")).isEqualTo(value("FR"));
        assertThat(fit(Field.COUNTRY, "")).isEqualTo(value(""));
        assertThat(fit(Field.COUNTRY, "ZZ")).isEqualTo(new Fit.Refuse("country-unknown"));
        assertThat(fit(Field.COUNTRY, "FRA")).isEqualTo(new Fit.Refuse("country-unknown"));
        assertThat(fit(Field.LOCALE, "pt-BR")).isEqualTo(value("pt_br"));
        assertThat(fit(Field.LOCALE, "fr-CA")).isEqualTo(value("fr"));
        assertThat(fit(Field.LOCALE, "xx")).isEqualTo(new Fit.Skip());
    }

    /** Recorded calls with one user that Moodle refused for a value, not for who else has it. */
    static Stream<String> refused() {
        Set<String> notByValue = Set.of(
                "access-exception",
                "duplicate-email",
                "duplicate-email-debug",
                "duplicate-email-other-case",
                "duplicate-username",
                "duplicate-username-debug",
                "empty-list",
                "idnumber-too-long",
                "missing-email",
                "missing-email-debug",
                "missing-password",
                "partial-failure",
                "partial-failure-customfields",
                "unknown-auth",
                "unknown-field",
                "weak-password");
        return Recordings.names("moodle", "core_user_create_users--").stream()
                .filter(name -> !notByValue.contains(name.substring(name.indexOf("--") + 2)))
                .filter(name -> Recordings.moodle(name).path("body").has("exception"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String recording) {
        JsonNode parameters = Recordings.moodle(recording).path("request").path("params");
        var fields = new HashMap<String, String>();
        MoodleUser.NAMES.forEach((field, name) -> {
            JsonNode value = parameters.path("users[0][" + name + "]");
            if (value.isTextual()) {
                fields.put(field, value.textValue());
            }
        });
        Account account = from("101", fields);

        boolean everythingAsItWas = fields.keySet().stream()
                .allMatch(field -> rules.fit(field, account).equals(value(account.text(field))));

        assertThat(everythingAsItWas)
                .as("%s would be sent again as it was", recording)
                .isFalse();
    }
}
