package io.isthmus.course.moodle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.isthmus.course.source.SourceException;
import io.isthmus.moodle.MoodleFile;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class MoodleCertificatesTest {

    private static MoodleFile file(String type, long length) {
        return new MoodleFile(
                type, "c.pdf", length, Multi.createFrom().items(Buffer.buffer("12345"), Buffer.buffer("67890")));
    }

    private static List<Buffer> content(MoodleFile file, int maxBytes) {
        return MoodleCertificates.pdf(file, "lms", maxBytes)
                .content()
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    @Test
    void passesOnWhatIsNoLongerThanAllowed() {
        assertThat(content(file("application/pdf", -1), 10)).hasSize(2);
        assertThat(MoodleCertificates.pdf(file("application/pdf", 10), "lms", 10)
                        .length())
                .isEqualTo(10);
    }

    @Test
    void cutsOffWhatIsLongerThanAllowed() {
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> content(file("application/pdf", -1), 9));
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> content(file("application/pdf", 10), 9));
    }

    @Test
    void takesNothingElseForAPdf() {
        assertThatExceptionOfType(SourceException.class).isThrownBy(() -> content(file("text/plain", 10), 99));
    }
}
