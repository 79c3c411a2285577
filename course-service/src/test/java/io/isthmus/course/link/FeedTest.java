package io.isthmus.course.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.event.TopicListener.Range;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedTest {

    private static final Instant HEARD = Instant.parse("2026-05-04T10:00:00Z");
    private static final Duration REBUILD_AFTER = Duration.ofHours(24);

    @ParameterizedTest
    @CsvSource({
        "topic,  0, 10, PT0S,       true",
        "topic,  5, 10, PT23H,      true",
        "topic,  5,  5, PT0S,       true",
        "topic,  6, 10, PT0S,       false", // the oldest records are gone
        "topic,  0,  4, PT0S,       false", // the topic is shorter than what was read of it
        "topic,  0, 10, PT24H,      false", // a removal may be gone
        "other,  0, 10, PT0S,       false", // another topic of the same name
    })
    void goesOnOnlyWhereNothingCanHaveBeenMissed(String topicId, long begin, long end, Duration ago, boolean goesOn) {
        var feed = new Feed(0, "topic", 5, 1, HEARD);

        assertThat(feed.continues(topicId, new Range(begin, end), HEARD.plus(ago), REBUILD_AFTER))
                .isEqualTo(goesOn);
    }
}
