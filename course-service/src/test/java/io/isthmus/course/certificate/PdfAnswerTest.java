package io.isthmus.course.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

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

    @Test
    void sendsTheWhole() {
        PdfAnswer answer = answer(10, "");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Accept-Ranges", List.of("bytes"))
                .containsEntry(
                        "Content-Disposition",
                        List.of("attachment; filename=\"Zertifikat__ber_Erste_Hilfe.pdf\";"
                                + " filename*=UTF-8''Zertifikat%20%C3%BCber%20Erste%20Hilfe.pdf"));
        assertThat(answer.content().toString()).isEqualTo("%PDF-12345");
    }

    @Test
    void sendsARange() {
        PdfAnswer answer = answer(-1, "bytes=3-6");

        assertThat(answer.status()).isEqualTo(206);
        assertThat(answer.headers()).containsEntry("Content-Range", List.of("bytes 3-6/10"));
        assertThat(answer.content().toString()).isEqualTo("F-12");
    }

    @Test
    void refusesARangeBehindTheEnd() {
        PdfAnswer answer = answer(10, "bytes=10-");

        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.headers()).containsEntry("Content-Range", List.of("bytes */10"));
        assertThat(PdfAnswer.of(pdf(10), Optional.empty())
                        .await()
                        .indefinitely()
                        .status())
                .isEqualTo(200);
    }
}
