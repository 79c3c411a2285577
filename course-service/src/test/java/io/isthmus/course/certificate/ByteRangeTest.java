package io.isthmus.course.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    private static final int LENGTH = 100;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-9,     0,  9",
        "bytes=90-,     90, 99",
        "bytes=-10,     90, 99",
        "bytes=-500,    0,  99",
        "bytes=50-5000, 50, 99",
        "bytes=99-99,   99, 99",
    })
    void findsTheBytes(String header, int first, int last) {
        assertThat(ByteRange.parse(header).flatMap(range -> range.within(LENGTH)))
                .contains(new ByteRange.Bounds(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=100-", "bytes=200-300", "bytes=-0"})
    void tellsWhatIsNotThere(String header) {
        assertThat(ByteRange.parse(header).orElseThrow().within(LENGTH)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "bytes=", "bytes=-", "bytes=9-3", "bytes=0-1,5-6", "lines=1-2", "bytes=a-b"})
    void ignoresWhatIsNoSingleRange(String header) {
        assertThat(ByteRange.parse(header)).isEmpty();
    }

    @Test
    void ignoresNoHeader() {
        assertThat(ByteRange.parse(null)).isEqualTo(Optional.empty());
    }
}
