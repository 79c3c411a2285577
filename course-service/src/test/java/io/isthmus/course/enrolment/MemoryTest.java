package io.isthmus.course.enrolment;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.source.CourseId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(60);

    private static Enrolment enrolment(String course, int progress) {
        return new Enrolment(new CourseId("lms", course), "n", "s", progress, progress == 100, null, null, null, "t");
    }

    private static List<Seen> first(Enrolment... listed) {
        return Memory.merge(List.of(), List.of(listed), NOW);
    }

    private static List<String> told(List<Seen> seen) {
        return seen.stream()
                .map(one -> one.enrolment().id().id() + " " + one.enrolment().progress() + " "
                        + one.status(LATER).word())
                .toList();
    }

    @Test
    void keepsWhatTheLmsListsNoMoreAsItWasLastSeen() {
        List<Seen> before = first(enrolment("2", 30), enrolment("3", 100));

        List<Seen> after = Memory.merge(before, List.of(enrolment("4", 0)), LATER);

        assertThat(told(after)).containsExactly("4 0 not-started", "2 30 past", "3 100 past");
        assertThat(after.get(1).pastSince()).isEqualTo(LATER);
    }

    @Test
    void remembersSinceWhenItIsPast() {
        List<Seen> gone = Memory.merge(first(enrolment("2", 30)), List.of(), NOW);

        assertThat(Memory.merge(gone, List.of(), LATER)).isEqualTo(gone);
    }

    @Test
    void comesBackWhenTheLmsListsItAgain() {
        List<Seen> gone = Memory.merge(first(enrolment("2", 30)), List.of(), NOW);

        assertThat(told(Memory.merge(gone, List.of(enrolment("2", 31)), LATER))).containsExactly("2 31 in-progress");
    }

    @Test
    void keepsTheOrderOfTheLms() {
        List<Seen> before = first(enrolment("2", 30), enrolment("3", 10));

        assertThat(told(Memory.merge(before, List.of(enrolment("3", 10), enrolment("2", 30)), LATER)))
                .containsExactly("3 10 in-progress", "2 30 in-progress");
    }

    @Test
    void asksForTheDateOfACompletionOnce() {
        Seen completed = first(enrolment("3", 100)).get(0);
        assertThat(completed.needsCompletionDate()).isTrue();

        Seen dated = completed.answered(NOW);

        assertThat(dated.needsCompletionDate()).isFalse();
        assertThat(dated.again(enrolment("3", 100)).completedAt()).isEqualTo(NOW);
        assertThat(completed.answered(null).needsCompletionDate()).isFalse();
    }

    @Test
    void asksAgainAfterACourseWasResetAndCompletedAnotherTime() {
        Seen dated = first(enrolment("3", 100)).get(0).answered(NOW);

        Seen again = dated.again(enrolment("3", 20)).again(enrolment("3", 100));

        assertThat(again.needsCompletionDate()).isTrue();
    }
}
