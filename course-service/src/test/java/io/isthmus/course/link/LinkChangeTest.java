package io.isthmus.course.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.isthmus.course.event.MalformedEventException;
import io.isthmus.course.event.Message;
import io.isthmus.testbed.contracts.Contracts;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkChangeTest {

    private static final String SAMPLE = Contracts.sample("io.isthmus.link.changed.v1")
            .replaceFirst("\"data\": \\{", "\"mood\": \"good\", \"data\": {\"colour\": [1],");
    private static final LinkChange.Key ADA = new LinkChange.Key("cms", "101", "lms");
    private static final Instant TOLD = Instant.parse("2026-05-04T10:00:00Z");

    private static Optional<LinkChange> read(@Nullable String key, @Nullable String value)
            throws MalformedEventException {
        return LinkChange.read(new Message(0, 1, key, value, Map.of()));
    }

    @Test
    void readsTheSample() throws Exception {
        assertThat(read("cms:101:lms", SAMPLE)).contains(new LinkChange.Changed(ADA, "4", true, 3, TOLD));
    }

    @ParameterizedTest
    @CsvSource({"linked, true", "suspended, true", "unlinked, false"})
    void tellsWhetherTheAccountIsStillThePersons(String status, boolean linked) throws Exception {
        assertThat(read("cms:101:lms", SAMPLE.replace("\"linked\"", "\"" + status + "\"")))
                .contains(new LinkChange.Changed(ADA, "4", linked, 3, TOLD));
    }

    @Test
    void takesAChangeOfAnUnknownTimeForOlderThanAnyErasure() throws Exception {
        assertThat(read("cms:101:lms", SAMPLE.replace("\"time\"", "\"when\"")))
                .contains(new LinkChange.Changed(ADA, "4", true, 3, Instant.EPOCH));
    }

    @Test
    void takesTombstoneAsRemoval() throws Exception {
        assertThat(read("cms:101:lms", null)).contains(new LinkChange.Removed(ADA));
        assertThat(read("cms:urn:uuid:7:lms", null))
                .contains(new LinkChange.Removed(new LinkChange.Key("cms", "urn:uuid:7", "lms")));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "cms", "cms:101", "cms::lms", ":101:lms", "cms:101:"})
    void refusesTombstoneOfNobody(@Nullable String key) {
        assertThatExceptionOfType(MalformedEventException.class).isThrownBy(() -> read(key, null));
    }

    @Test
    void ignoresOtherEvents() throws Exception {
        assertThat(read("cms:101", Contracts.sample("io.isthmus.subject.erased.v1")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cmsUid", "lmsSource", "lmsUserId", "status", "version"})
    void refusesChangeWithoutItsFields(String field) {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> read("cms:101:lms", SAMPLE.replace("\"" + field + "\"", "\"other\"")));
    }

    @Test
    void refusesUnknownStatus() {
        assertThatExceptionOfType(MalformedEventException.class)
                .isThrownBy(() -> read("cms:101:lms", SAMPLE.replace("\"linked\"", "\"maybe\"")))
                .withMessage("unknown status");
    }
}
