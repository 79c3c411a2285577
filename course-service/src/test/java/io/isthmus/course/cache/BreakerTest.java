package io.isthmus.course.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.MovingClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private final MovingClock clock = new MovingClock();
    private final List<Boolean> told = new ArrayList<>();
    private final Breaker breaker = new Breaker(3, Duration.ofSeconds(1), clock, told::add);

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            breaker.failed();
        }
    }

    @Test
    void opensAfterFailuresInARow() {
        fail(2);
        breaker.succeeded();
        fail(2);
        assertThat(breaker.allows()).isTrue();

        fail(1);

        assertThat(breaker.allows()).isFalse();
        assertThat(told).containsExactly(false);
    }

    @Test
    void letsOneTryAfterThePause() {
        fail(3);
        clock.pass(Duration.ofSeconds(1));

        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isFalse();
    }

    @Test
    void closesWhenTheOneSucceeds() {
        fail(3);
        clock.pass(Duration.ofSeconds(1));
        breaker.allows();

        breaker.succeeded();

        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isTrue();
        assertThat(told).containsExactly(false, true);
    }

    @Test
    void staysOpenWhenTheOneFails() {
        fail(3);
        clock.pass(Duration.ofSeconds(1));
        breaker.allows();

        breaker.failed();

        assertThat(breaker.allows()).isFalse();
        clock.pass(Duration.ofSeconds(1));
        assertThat(breaker.allows()).isTrue();
    }
}
