package io.isthmus.course.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.course.cache.SharedCache.Shared;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedFormTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final Heard.Mark MARK = new Heard.Mark("topic-a", Map.of(0, 12L, 3, 9_000_000_000L));

    private record Course(String id, int progress) {}

    private record CourseWithMore(String id, int progress, boolean done) {}

    private record ListOfCourses(List<Course> courses) {}

    private record ListOfMore(List<CourseWithMore> courses) {}

    private static byte[] written(byte[] body) {
        return SharedForm.write(new SharedForm.Named("ada", new Shared(body, NOW, MARK)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1023, 1024, 100_000})
    void comesBackAsItWasWritten(int length) throws IOException {
        byte[] body = "é{".repeat(length).getBytes(StandardCharsets.UTF_8);

        SharedForm.Named named = SharedForm.read(written(body));

        Shared read = named.answer();
        assertThat(named.name()).isEqualTo("ada");
        assertThat(read.body()).isEqualTo(body);
        assertThat(read.readAt()).isEqualTo(NOW);
        assertThat(read.mark()).isEqualTo(MARK);
    }

    @Test
    void isCompressedWhereThatPays() {
        byte[] body = "[{\"id\":\"lms:2\"}]".repeat(500).getBytes(StandardCharsets.UTF_8);

        assertThat(written(body).length).isLessThan(body.length / 10);
    }

    @Test
    void refusesWhatIsNoSuchForm() {
        byte[] cut = written(new byte[2000]);
        cut[0] = 7;
        assertThatIOException().isThrownBy(() -> SharedForm.read(cut));
        assertThatIOException().isThrownBy(() -> SharedForm.read(new byte[0]));
        assertThatIOException().isThrownBy(() -> SharedForm.read(new byte[] {0, 1, 2}));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 2000})
    void refusesWhatIsCutOffAnywhere(int length) {
        byte[] whole = written(new byte[length]);

        for (int end = 0; end < whole.length; end++) {
            byte[] cut = Arrays.copyOf(whole, end);
            assertThatIOException().isThrownBy(() -> SharedForm.read(cut));
        }
    }

    @Test
    void hasAnotherTagForAnotherFormOfItsElements() {
        assertThat(Shape.tag(Course.class)).isEqualTo(Shape.tag(Course.class)).matches("[a-z0-9]+");
        assertThat(Shape.tag(CourseWithMore.class)).isNotEqualTo(Shape.tag(Course.class));
        assertThat(Shape.tag(ListOfMore.class)).isNotEqualTo(Shape.tag(ListOfCourses.class));
    }

    @Test
    void carriesPiecesWithWhatTheCacheHasToKnow() throws IOException {
        JsonPiece piece =
                JsonPiece.of(new ObjectMapper(), List.of(new Course("lms:2", 7)), List.of("2"), Optional.of(NOW));
        Codec<JsonPiece> codec = JsonPiece.codec(Course.class);

        JsonPiece read = codec.read(codec.write(piece));

        assertThat(read.hash()).isEqualTo(piece.hash());
        assertThat(read.courseIds()).containsExactly("2");
        assertThat(read.validUntil()).contains(NOW);
        assertThat(codec.write(read)).isEqualTo(codec.write(piece));
    }
}
