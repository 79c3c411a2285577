package io.isthmus.course.certificate;

import io.isthmus.course.http.Streamed;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A PDF as it goes out: whole, or the range that was asked for. */
record PdfAnswer(int status, Map<String, String> headers, Streamed body) {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_SATISFIABLE = 416;

    /** Passed on as it comes; where the LMS does not tell the length, once all of it is here, which its cap bounds. */
    static Uni<PdfAnswer> of(Pdf pdf, Optional<ByteRange> wanted) {
        if (pdf.length() >= 0) {
            return Uni.createFrom().item(of(pdf.filename(), new Streamed(pdf.length(), pdf.content()), wanted));
        }
        return pdf.content()
                .collect()
                .in(Buffer::buffer, Buffer::appendBuffer)
                .map(whole -> of(
                        pdf.filename(),
                        new Streamed(whole.length(), Multi.createFrom().item(whole)),
                        wanted));
    }

    private static PdfAnswer of(String filename, Streamed whole, Optional<ByteRange> wanted) {
        Map<String, String> headers = headers(filename);
        if (wanted.isEmpty()) {
            return new PdfAnswer(OK, headers, whole);
        }
        Optional<ByteRange.Bounds> bounds = wanted.get().within(whole.length());
        if (bounds.isEmpty()) {
            whole.content().subscribe().with(ignored -> {}, ignored -> {}).cancel();
            headers.put("Content-Range", "bytes */" + whole.length());
            return new PdfAnswer(
                    NOT_SATISFIABLE, headers, new Streamed(0, Multi.createFrom().empty()));
        }
        long first = bounds.get().first();
        long last = bounds.get().last();
        headers.put("Content-Range", "bytes " + first + "-" + last + "/" + whole.length());
        return new PdfAnswer(PARTIAL, headers, new Streamed(last - first + 1, part(whole.content(), first, last)));
    }

    /** The LMS makes all of it in any case. */
    private static Multi<Buffer> part(Multi<Buffer> content, long first, long last) {
        var received = new AtomicLong();
        return content.map(next -> {
                    long begin = received.getAndAdd(next.length());
                    long from = Math.max(0, first - begin);
                    long to = Math.min(next.length(), last + 1 - begin);
                    return from < to ? next.getBuffer((int) from, (int) to) : Buffer.buffer();
                })
                .filter(part -> part.length() > 0);
    }

    private static Map<String, String> headers(String filename) {
        String ascii = filename.replaceAll("[^A-Za-z0-9._-]", "_");
        String encoded = URLEncoder.encode(filename, StandardCharsets.UTF_8).replace("+", "%20");
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/pdf");
        headers.put("Content-Disposition", "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded);
        headers.put("Accept-Ranges", "bytes");
        headers.put("Cache-Control", "private, no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }
}
