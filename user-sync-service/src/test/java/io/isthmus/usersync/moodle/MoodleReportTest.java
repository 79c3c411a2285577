package io.isthmus.usersync.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.usersync.account.RemoteFault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against what a real Moodle 4.5 said. */
class MoodleReportTest {

    private static final Instant SINCE = Instant.ofEpochSecond(1_767_226_980);

    private final RecordedMoodle moodle =
            new RecordedMoodle().answering("core_reportbuilder_set_filters--ok-modified-since");
    private final MoodleReport report = new MoodleReport(moodle, Optional.of(1L));

    @AfterEach
    void stop() {
        moodle.close();
    }

    @AfterAll
    static void list() {
        System.out.println("recordings exercised: " + String.join(" ", RecordedMoodle.USED));
    }

    private List<String> ids(int page) {
        return report.changedSince(SINCE, page).await().indefinitely();
    }

    @Test
    void findsTheIdsInTheLinksWhateverTheNames() {
        moodle.answering("core_reportbuilder_retrieve_report--ok-modified-since");

        assertThat(ids(0)).containsExactly("27", "25", "24", "23");
        assertThat(moodle.asked("core_reportbuilder_set_filters")
                        .get(0)
                        .get("values")
                        .replace(" ", ""))
                .isEqualTo("{\"user:timemodified_operator\":3,\"user:timemodified_from\":1767226980}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ok-first-page",
                "ok-second-page",
                "ok-last-page",
                "ok-raw-setting",
                "ok-timezone-setting",
                "ok-after-reset",
                "ok-by-audience-without-capability",
                "default-perpage"
            })
    void readsAnyPage(String recording) {
        moodle.answering("core_reportbuilder_retrieve_report--" + recording);

        assertThat(ids(0)).isNotEmpty().allMatch(id -> id.matches("[1-9][0-9]*"));
    }

    @Test
    void isAtItsEndBeyondTheLastPage() {
        moodle.answering("core_reportbuilder_retrieve_report--beyond-last-page");

        assertThat(ids(9)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access-exception",
                "custom-reports-disabled",
                "lowpriv",
                "unknown-report",
                "missing-param",
                "default-report-hides-suspended-users"
            })
    void takesNoRefusalAndNoOtherReportForAnEmptyOne(String recording) {
        moodle.answering("core_reportbuilder_retrieve_report--" + recording);

        assertThatThrownBy(() -> ids(0)).isInstanceOf(RemoteFault.class);
    }

    @Test
    void asksNothingWithoutAReport() {
        assertThatThrownBy(() -> new MoodleReport(moodle, Optional.empty())
                        .changedSince(SINCE, 0)
                        .await()
                        .indefinitely())
                .hasMessage("lms-report-not-set");
    }

    @Test
    void takesAnAnswerWithoutRowsForNoEmptyReport() {
        var strange = new AnsweringMoodle(Map.of(
                "core_reportbuilder_set_filters", "true", "core_reportbuilder_retrieve_report", "{\"data\":{}}"));

        assertThatThrownBy(() -> new MoodleReport(strange, Optional.of(1L))
                        .changedSince(SINCE, 0)
                        .await()
                        .indefinitely())
                .hasMessage("lms-unexpected-answer");
    }
}
