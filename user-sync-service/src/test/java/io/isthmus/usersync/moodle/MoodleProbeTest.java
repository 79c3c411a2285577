package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.account.KnownAccounts;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MoodleProbeTest {

    private static final String SITE = "core_webservice_get_site_info";
    private static final KnownAccounts NOBODY = () -> Uni.createFrom().item(List.of());
    private static final KnownAccounts SOMEBODY = () -> Uni.createFrom().item(List.of("27"));

    private static List<String> missing(KnownAccounts known, String... recordings) {
        try (var moodle = new RecordedMoodle()) {
            for (String recording : recordings) {
                moodle.answering(recording);
            }
            return new MoodleProbe(moodle, known, false, false)
                    .missing()
                    .await()
                    .indefinitely();
        }
    }

    @Test
    void hasNothingToSayOfATokenThatMayDoEverything() {
        assertThat(missing(SOMEBODY, "core_webservice_get_site_info--ok", "core_user_get_users_by_field--ok-idnumber"))
                .isEmpty();
    }

    static Stream<String> functions() {
        return MoodleRecordingsTest.FUNCTIONS.stream().filter(function -> !function.equals(SITE));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void saysInWordsWhichFunctionTheServiceLacks(String function) {
        assertThat(lacking(Set.of(function), true, true))
                .singleElement()
                .asString()
                .contains(function + " (to ")
                .endsWith("External services.");
    }

    @Test
    void asksForNoFunctionOfWhatIsNotTurnedOn() {
        Set<String> optional = functions()
                .filter(function -> !function.startsWith("core_user_"))
                .collect(Collectors.toSet());

        assertThat(lacking(optional, false, false)).isEmpty();
        assertThat(lacking(optional, true, false)).hasSize(5).allMatch(text -> text.contains("core_cohort_"));
        assertThat(lacking(optional, false, true)).hasSize(2).allMatch(text -> text.contains("core_reportbuilder_"));
    }

    /** Of a service that has all others. */
    private static List<String> lacking(Set<String> lacking, boolean cohorts, boolean report) {
        String there = functions()
                .filter(function -> !lacking.contains(function))
                .map(function -> "{\"name\":\"" + function + "\"}")
                .collect(Collectors.joining(","));
        var moodle = new AnsweringMoodle(Map.of(SITE, "{\"functions\":[" + there + "]}"));
        return new MoodleProbe(moodle, NOBODY, cohorts, report)
                .missing()
                .await()
                .indefinitely();
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
