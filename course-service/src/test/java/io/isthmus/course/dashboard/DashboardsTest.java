package io.isthmus.course.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.isthmus.course.certificate.UserCertificate;
import io.isthmus.course.enrolment.CourseStatus;
import io.isthmus.course.enrolment.UserCourse;
import io.isthmus.course.source.CourseId;
import io.isthmus.course.source.Failure;
import io.isthmus.course.source.Part;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DashboardsTest {

    private static final User ADA = new User("cms", "101", true);
    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final Instant EARLIER = NOW.minusSeconds(90);
    private static final Failure NO_COURSES = new Failure("lms", "courses", Reason.TIMEOUT);
    private static final Failure NO_CERTIFICATES = new Failure("lms", "certificates", Reason.UNAVAILABLE);
    private static final List<UserCourse> COURSES = List.of(
            new UserCourse(new CourseId("lms", "2"), "n", "s", null, CourseStatus.NOT_TRACKED, null, null, "u", "t"));

    private static Part<List<UserCertificate>> certificates() {
        return Part.of(List.of(), NOW, false);
    }

    @Test
    void isAsOldAsItsOldestPart() {
        var told = Dashboards.dashboard(ADA, Part.of(COURSES, EARLIER, false), certificates());

        assertThat(told.readAt()).isEqualTo(EARLIER);
        assertThat(told.content().stale()).isFalse();
        assertThat(told.content().failures()).isEmpty();
    }

    @Test
    void isStaleIfAPartIs() {
        var told = Dashboards.dashboard(ADA, Part.of(COURSES, EARLIER, true), certificates());

        assertThat(told.content().stale()).isTrue();
        assertThat(told.content().courses()).isEqualTo(COURSES);
    }

    @Test
    void tellsWhatIsMissing() {
        var told = Dashboards.dashboard(ADA, Part.missing(List.of(), NOW, NO_COURSES), certificates());

        assertThat(told.content().failures()).containsExactly(NO_COURSES);
        assertThat(told.content().stale()).isFalse();
    }

    @Test
    void tellsWhyAnOldPartMayBeIncomplete() {
        var told =
                Dashboards.dashboard(ADA, Part.of(COURSES, NOW, false), Part.old(List.of(), EARLIER, NO_CERTIFICATES));

        assertThat(told.content().failures()).containsExactly(NO_CERTIFICATES);
        assertThat(told.content().stale()).isTrue();
    }

    @Test
    void isNoDashboardIfEverythingIsMissing() {
        assertThatExceptionOfType(SourceException.class)
                .isThrownBy(() -> Dashboards.dashboard(
                        ADA, Part.missing(List.of(), NOW, NO_COURSES), Part.missing(List.of(), NOW, NO_CERTIFICATES)))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT));
    }
}
