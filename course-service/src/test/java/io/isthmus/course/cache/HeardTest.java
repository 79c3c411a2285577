package io.isthmus.course.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeardTest {

    private static final Supplier<Set<String>> ADA = () -> Set.of("account lms:4");
    private static final Supplier<Set<String>> SOMEBODY = () -> Set.of("account lms:5");

    private final Heard heard = new Heard(Duration.ofHours(1));

    @BeforeEach
    void begin() {
        heard.begin(new Heard.Mark("t", Map.of(0, 10L, 1, 20L)), false);
    }

    private static Heard.Mark at(long zero, long one) {
        return new Heard.Mark("t", Map.of(0, zero, 1, one));
    }

    @Test
    void trustsWhatIsFromNowOn() {
        assertThat(heard.covers(at(10, 20), ADA)).isTrue();
        assertThat(heard.covers(at(9, 20), ADA)).isFalse();
        assertThat(heard.covers(new Heard.Mark("t", Map.of(0, 10L)), ADA)).isFalse();
        assertThat(heard.covers(Heard.Mark.NONE, ADA)).isFalse();
    }

    @Test
    void refusesWhatIsFromBeforeAnEventAboutIt() {
        heard.outdate("account lms:4", 1, 25);

        assertThat(heard.covers(at(99, 25), ADA)).isFalse();
        assertThat(heard.covers(at(99, 26), ADA)).isTrue();
        assertThat(heard.covers(at(99, 25), SOMEBODY)).isTrue();
    }

    @Test
    void refusesWhatIsFromBeforeAnEventThatIsStillBeingHeard() {
        Heard.Mark before = heard.mark();

        heard.outdate("account lms:4", 0, 10);

        assertThat(heard.covers(before, ADA)).isFalse();
        assertThat(heard.covers(heard.mark(), ADA)).isTrue();
    }

    @Test
    void knowsTheLastEventOfEachPartition() {
        heard.outdate("account lms:4", 1, 25);
        heard.outdate("account lms:4", 0, 30);
        heard.outdate("account lms:4", 1, 24);

        assertThat(heard.covers(at(31, 25), ADA)).isFalse();
        assertThat(heard.covers(at(30, 26), ADA)).isFalse();
        assertThat(heard.covers(at(31, 26), ADA)).isTrue();
    }

    @Test
    void marksHowFarItGot() {
        heard.advance(0, 15);

        assertThat(heard.mark()).isEqualTo(at(15, 20));
    }

    @Test
    void remembersOverABreakWithoutGap() {
        heard.outdate("account lms:4", 0, 12);
        heard.begin(at(13, 20), true);
        assertThat(heard.covers(at(12, 20), ADA)).isFalse();
        assertThat(heard.covers(at(12, 20), SOMEBODY)).isTrue();

        heard.begin(at(50, 60), false);
        assertThat(heard.covers(at(40, 60), ADA)).isFalse();
        assertThat(heard.covers(at(50, 60), ADA)).isTrue();
    }

    @Test
    void refusesWhatIsFromBeforeAnEventThatHasToBeReadAgain() {
        heard.outdate("account lms:4", 0, 10);

        heard.begin(at(10, 20), true);

        assertThat(heard.covers(at(10, 20), ADA)).isFalse();
        assertThat(heard.covers(at(11, 20), ADA)).isTrue();
    }

    @Test
    void trustsNothingFromBeforeWhenItCannotRememberEverything() {
        for (int i = 0; i < 200_001; i++) {
            heard.outdate("account lms:" + (1_000 + i), 0, 11 + i);
        }

        assertThat(heard.covers(at(11, 20), ADA)).isFalse();
        assertThat(heard.covers(at(900_000, 20), ADA)).isTrue();
    }
}
