package io.isthmus.course.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.MovingClock;
import io.isthmus.course.access.Subjects;
import io.isthmus.course.event.CloudEvent;
import io.isthmus.course.event.Message;
import io.isthmus.course.event.StartingOffsets;
import io.isthmus.course.event.TopicListener.Extent;
import io.isthmus.course.event.TopicListener.Range;
import io.isthmus.testbed.contracts.Contracts;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourseEventsTest {

    private static final Kind<String> ACCOUNT = Kind.ofAccounts("a", new TextCodec("1"));
    private static final Kind<String> COURSES = Kind.ofCourses("c");
    private static final CacheKey<String> ADA = ACCOUNT.of(Subjects.account("lms", "4"));
    private static final CacheKey<String> BRUNO = ACCOUNT.of(Subjects.account("lms", "5"));
    private static final CacheKey<String> CATALOGUE = COURSES.of("lms", "");

    private final AnswerCache cache = Caches.withClock(new MovingClock());
    private final AtomicInteger refused = new AtomicInteger();
    private final List<String> kept = new ArrayList<>();
    private final Stored offsets = new Stored();
    private final CourseEvents events =
            new CourseEvents(cache, new Heard(Duration.ofHours(1)), this::keep, offsets, refused::incrementAndGet);

    private static final class Stored implements CourseEvents.Offsets {

        final Map<Integer, Long> next = new HashMap<>();

        @Override
        public Map<Integer, Long> begin(Extent extent) {
            return StartingOffsets.of(extent, next);
        }

        @Override
        public void save(String topicId, int partition, long nextOffset) {
            next.put(partition, nextOffset);
        }
    }

    private boolean keep(CloudEvent event) {
        kept.add(event.type());
        return event.type().contains("certificate");
    }

    @BeforeEach
    void fill() {
        ask(ADA, "old");
        ask(BRUNO, "old");
        ask(CATALOGUE, "old");
    }

    private String ask(CacheKey<String> key, String answer) {
        return cache.get(key, () -> Uni.createFrom().item(answer))
                .await()
                .indefinitely()
                .value();
    }

    private void read(String value) {
        events.read(0, List.of(new Message(0, 7, "lms:4", value, Map.of())), 8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io.isthmus.course.progressed.v1",
                "io.isthmus.course.completed.v1",
                "io.isthmus.certificate.issued.v1",
                "io.isthmus.certificate.renewed.v1",
                "io.isthmus.certificate.expired.v1",
                "io.isthmus.certificate.revoked.v1",
            })
    void outdatesWhatIsKnownOfTheLearner(String type) {
        read(Contracts.sample(type).replaceFirst("\"data\": \\{", "\"mood\": \"good\", \"data\": {\"colour\": [1],"));

        assertThat(ask(ADA, "new")).isEqualTo("new");
        assertThat(ask(BRUNO, "new")).isEqualTo("old");
        assertThat(refused).hasValue(0);
    }

    @Test
    void outdatesTheCatalogueWhenACourseChanged() {
        read(Contracts.sample("io.isthmus.course.updated.v1"));

        assertThat(ask(CATALOGUE, "new")).isEqualTo("new");
        assertThat(ask(BRUNO, "new")).isEqualTo("old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"specversion\":\"1.0\"}", "{\"specversion\":\"2.0\",\"id\":\"1\"}"})
    void countsWhatIsNoEventAndGoesOn(String value) {
        read(value);
        read(Contracts.sample("io.isthmus.course.completed.v1"));

        assertThat(refused).hasValue(1);
        assertThat(ask(ADA, "new")).isEqualTo("new");
    }

    @Test
    void ignoresEventsItDoesNotKnow() {
        read(Contracts.sample("io.isthmus.course.updated.v1").replace("course.updated", "course.painted"));

        assertThat(ask(ADA, "new")).isEqualTo("old");
        assertThat(refused).hasValue(0);
    }

    @Test
    void beginsAtTheBeginningTheFirstTimeAndThenWhereItWasLeft() {
        var extent = new Extent("t", Map.of(0, new Range(2, 9)));
        assertThat(events.begin(extent)).isEqualTo(Map.of(0, 2L));

        offsets.next.put(0, 5L);

        assertThat(new CourseEvents(cache, new Heard(Duration.ofHours(1)), this::keep, offsets, () -> {}).begin(extent))
                .isEqualTo(Map.of(0, 5L));
    }

    @Test
    void goesOnWhereItWasCutOff() {
        events.begin(new Extent("t", Map.of(0, new Range(2, 7))));
        read(Contracts.sample("io.isthmus.course.completed.v1"));
        ask(ADA, "known");

        assertThat(events.begin(new Extent("t", Map.of(0, new Range(2, 20))))).isEqualTo(Map.of(0, 8L));
        assertThat(ask(ADA, "new")).isEqualTo("known");
    }

    @Test
    void trustsNothingWhenEventsWereMissed() {
        events.begin(new Extent("t", Map.of(0, new Range(2, 7))));

        assertThat(events.begin(new Extent("t", Map.of(0, new Range(15, 20))))).isEqualTo(Map.of(0, 15L));
        assertThat(ask(ADA, "new")).isEqualTo("new");
    }

    @Test
    void savesHowFarItGotOnceSomethingWasKept() {
        events.begin(new Extent("t", Map.of(0, new Range(2, 7))));

        read(Contracts.sample("io.isthmus.course.completed.v1"));
        assertThat(offsets.next).isEmpty();
        read(Contracts.sample("io.isthmus.certificate.revoked.v1"));

        assertThat(offsets.next).containsEntry(0, 8L);
        assertThat(kept).containsExactly("io.isthmus.course.completed.v1", "io.isthmus.certificate.revoked.v1");
    }

    @Test
    void savesHowFarItGotNowAndThen() {
        events.begin(new Extent("t", Map.of(0, new Range(2, 7))));
        read(Contracts.sample("io.isthmus.course.completed.v1"));

        events.heard();

        assertThat(offsets.next).containsEntry(0, 8L);
    }
}
