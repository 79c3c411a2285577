package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void doublesUpToTheLongest() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), 0.3, () -> 0);

        assertThat(backoff.after(0)).hasSeconds(1);
        assertThat(backoff.after(1)).hasSeconds(2);
        assertThat(backoff.after(3)).hasSeconds(8);
        assertThat(backoff.after(4)).hasSeconds(10);
        assertThat(backoff.after(1_000_000)).hasSeconds(10);
    }

    @Test
    void leavesAShareToChance() {
        var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), 0.3, () -> 1);

        assertThat(backoff.after(0)).hasMillis(700);
    }
}
