package io.isthmus.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArgumentsTest {

    @Test
    void byDefaultDataIsKeptAndTheStackStays() {
        assertThat(Arguments.parse()).isEqualTo(new Arguments(false, false, false));
    }

    @Test
    void everyArgumentIsHeard() {
        assertThat(Arguments.parse("--once", "--with-parent", "--fresh")).isEqualTo(new Arguments(true, true, true));
    }

    @Test
    void aMisspeltArgumentIsRefusedAndTheRightOnesAreNamed() {
        assertThatThrownBy(() -> Arguments.parse("--frehs"))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("--frehs")
                .hasMessageContaining("--fresh");
    }
}
