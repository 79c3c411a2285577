package io.isthmus.course.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
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

    private static PdfAnswer answer(long length, String range) {
        return PdfAnswer.of(pdf(length), ByteRange.parse(range)).await().indefinitely();
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
    void findsTheLengthOutWhereTheLmsDoesNotTellIt() {
        PdfAnswer answer = answer(-1, "");

        assertThat(answer.body().length()).isEqualTo(10);
        assertThat(parts(answer)).containsExactly("%PDF-12345");
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
        assertThat(PdfAnswer.of(pdf(10), Optional.empty())
                        .await()
                        .indefinitely()
                        .status())
                .isEqualTo(200);
    }
}
