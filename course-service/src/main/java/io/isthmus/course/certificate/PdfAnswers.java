package io.isthmus.course.certificate;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/**
 * Ranges of PDFs whose length the LMS does not tell: all of one has to be here before the first byte can go out. There
 * is room for a few of them at once; whoever comes too many gets the whole, which is passed on as it comes.
 */
@Singleton
class PdfAnswers {

    /** Of at most {@code isthmus.lms.max-pdf-bytes} each. */
    static final int HELD_AT_ONCE = 4;

    private final Semaphore room = new Semaphore(HELD_AT_ONCE);

    /** @param atEnd takes what is to be done when the answer is sent, or nobody waits for it any longer */
    Uni<PdfAnswer> of(Pdf pdf, Optional<ByteRange> wanted, Consumer<Runnable> atEnd) {
        if (wanted.isEmpty() || pdf.length() >= 0 || !room.tryAcquire()) {
            return Uni.createFrom().item(PdfAnswer.of(pdf, wanted));
        }
        atEnd.accept(room::release);
        return pdf.content().collect().in(Buffer::buffer, Buffer::appendBuffer).map(whole -> {
            var held =
                    new Pdf(pdf.filename(), whole.length(), Multi.createFrom().item(whole));
            return PdfAnswer.of(held, wanted);
        });
    }
}
