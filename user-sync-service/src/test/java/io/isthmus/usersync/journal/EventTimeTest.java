package io.isthmus.usersync.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-05-04T10:00:00Z",
                "2026-05-04T10:00:00.1Z",
                "2026-05-04T10:00:00.123456789Z",
                "2026-05-04T10:00:00.1234567890Z",
                "2026-05-04T10:00:00.Z",
                "2026-05-04T10:00:00+02:00",
                "2026-05-04T10:00Z",
                "2026-05-04T24:00:00Z",
                "2026-05-04T23:59:60Z",
                "2026-02-29T10:00:00Z",
                "2024-02-29T10:00:00Z",
                "2026-13-01T10:00:00Z",
                "0000-01-01T00:00:00Z",
                "+12026-05-04T10:00:00Z",
                "2026-05-04t10:00:00z",
                "2026-05-04T10:00:00",
                "Z",
                ""
            })
    void isReadAsBefore(String text) {
        assertThat(read(text)).as(text).isEqualTo(parsed(text));
    }

    static IntStream isReadAsBeforeWhateverItIs() {
        return IntStream.range(0, 2_000);
    }

    @ParameterizedTest
    @MethodSource
    void isReadAsBeforeWhateverItIs(int seed) {
        var random = new Random(seed);
        var text = new StringBuilder("2026-05-04T10:11:12.123Z");
        for (int i = random.nextInt(3); i >= 0; i--) {
            text.setCharAt(random.nextInt(text.length()), "0123456789-:.TZ+ ".charAt(random.nextInt(17)));
        }
        text.delete(19, 19 + random.nextInt(5));

        assertThat(read(text.toString())).as("seed %d: %s", seed, text).isEqualTo(parsed(text.toString()));
    }

    private static @Nullable Instant read(String text) {
        try {
            return EventTime.of(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instant parsed(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
