package io.isthmus.course.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PdfAnswerTest {

    private static Pdf pdf(long length) {
        return new Pdf(
                "Zertifikat \u00fcber Erste Hilfe.pdf",
                length,
                Multi.createFrom().items(Buffer.buffer("%PDF-"), Buffer.buffer("12345")));
    }

    private final PdfAnswers answers = new PdfAnswers();
    private final List<Runnable> ends = new ArrayList<>();

    private PdfAnswer answer(long length, String range) {
        return answers.of(pdf(length), ByteRange.parse(range), ends::add)
                .await()
                .indefinitely();
    }

    private static List<String> parts(PdfAnswer answer) {
        return answer.body()
                .content()
                .map(Buffer::toString)
                .collect()
                .asList()
                .await()
                .indefinitely();
    }

    private static String content(PdfAnswer answer) {
        return String.join("", parts(answer));
    }

    @Test
    void sendsTheWhole() {
        PdfAnswer answer = answer(10, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Accept-Ranges", "bytes")
                .containsEntry(
                        "Content-Disposition",
                        "attachment; filename=\"Zertifikat__ber_Erste_Hilfe.pdf\";"
                                + " filename*=UTF-8''Zertifikat%20%C3%BCber%20Erste%20Hilfe.pdf");
        assertThat(answer.body().length()).isEqualTo(10);
        assertThat(content(answer)).isEqualTo("%PDF-12345");
    }

    @Test
    void passesOnPartsAsTheyComeWhereTheLengthIsKnown() {
        assertThat(parts(answer(10, ""))).containsExactly("%PDF-", "12345");
    }

    @Test
    void passesOnPartsAsTheyComeWhereNobodyTellsTheLength() {
        PdfAnswer answer = answer(-1, "");

        assertThat(answer.body().length()).isEqualTo(-1);
        assertThat(parts(answer)).containsExactly("%PDF-", "12345");
        assertThat(ends).isEmpty();
    }

    @Test
    void holdsAFewForTheirRangesAndPassesOnTheOthers() {
        for (int i = 0; i < PdfAnswers.HELD_AT_ONCE; i++) {
            assertThat(answer(-1, "bytes=3-6").status()).isEqualTo(206);
        }

        PdfAnswer tooMany = answer(-1, "bytes=3-6");

        assertThat(tooMany.status()).isEqualTo(200);
        assertThat(tooMany.body().length()).isEqualTo(-1);
        assertThat(parts(tooMany)).containsExactly("%PDF-", "12345");
        ends.get(0).run();
        assertThat(answer(-1, "bytes=3-6").status()).isEqualTo(206);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | bytes=3-6 | 3-6 | F-12",
                "10 | bytes=3-6 | 3-6 | F-12",
                "10 | bytes=0-4 | 0-4 | %PDF-",
                "10 | bytes=7-  | 7-9 | 345",
                "10 | bytes=-2  | 8-9 | 45",
                "10 | bytes=5-99 | 5-9 | 12345",
            })
    void sendsARange(long length, String range, String sent, String expected) {
        PdfAnswer answer = answer(length, range);

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.headers()).containsEntry("Content-Range", "bytes " + sent + "/10");
        assertThat(answer.body().length()).isEqualTo(expected.length());
        assertThat(content(answer)).isEqualTo(expected);
    }

    @Test
    void refusesARangeBehindTheEnd() {
        PdfAnswer answer = answer(10, "bytes=10-");

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.headers()).containsEntry("Content-Range", "bytes */10");
        assertThat(content(answer)).isEmpty();
        assertThat(answer(10, "").status()).isEqualTo(200);
    }
}
