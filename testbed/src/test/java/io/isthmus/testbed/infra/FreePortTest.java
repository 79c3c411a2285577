package io.isthmus.testbed.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FreePortTest {

    private static final int MANY = 300;

    @Test
    void givesNoPortTwice() {
        assertThat(Stream.generate(FreePort::find).limit(MANY)).doesNotHaveDuplicates();
    }
}
