package io.isthmus.course.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.isthmus.course.source.CourseId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrolmentTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");

    private static Enrolment enrolment(@Nullable Integer progress, boolean completed, @Nullable Instant end) {
        return new Enrolment(new CourseId("lms", "2"), "n", "s", progress, completed, null, end, null, "t");
    }

    @ParameterizedTest
    @CsvSource({
        // progress, completed, end, status
        "0,   false, ,                     not-started",
        "0,   false, 2026-05-04T10:00:01Z, not-started",
        "0,   false, 2026-05-04T09:59:59Z, overdue",
        "1,   false, ,                     in-progress",
        "50,  false, 2026-05-04T10:00:00Z, in-progress",
        "50,  false, 2026-05-04T09:59:59Z, overdue",
        "100, false, ,                     in-progress",
        "100, true,  ,                     completed",
        "100, true,  2020-01-01T00:00:00Z, completed",
        "40,  true,  ,                     completed",
        ",    true,  ,                     completed",
        ",    false, ,                     not-tracked",
        ",    false, 2020-01-01T00:00:00Z, not-tracked",
    })
    void tellsWhereAPersonStands(@Nullable Integer progress, boolean completed, @Nullable Instant end, String status) {
        assertThat(enrolment(progress, completed, end).status(NOW).word()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 101})
    void refusesProgressThatIsNoPercentage(int progress) {
        assertThatIllegalArgumentException().isThrownBy(() -> enrolment(progress, false, null));
    }

    @Test
    void keepsEverythingElseAsItIs() {
        var access = NOW.minusSeconds(5);
        var seen = new Seen(
                new Enrolment(new CourseId("lms", "2"), "n", "s", 7, false, null, NOW, access, "t"), null, false, null);

        assertThat(UserCourse.of(seen, "u", "l", NOW))
                .isEqualTo(new UserCourse(
                        new CourseId("lms", "2"),
                        "n",
                        "s",
                        7,
                        CourseStatus.IN_PROGRESS,
                        null,
                        NOW,
                        access,
                        null,
                        "u",
                        "l",
                        "t"));
    }
}
