package io.isthmus.course.certificate;

import io.isthmus.course.http.Streamed;
import io.smallrye.mutiny.Multi;
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

    /** Passed on as it comes; where the LMS does not tell the length, the whole, as RFC 9110, section 14.2, allows. */
    static PdfAnswer of(Pdf pdf, Optional<ByteRange> wanted) {
        Map<String, String> headers = foreknown();
        headers.put("Content-Disposition", disposition(pdf.filename()));
        var whole = new Streamed(pdf.length(), pdf.content());
        if (wanted.isEmpty() || pdf.length() < 0) {
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

    private static String disposition(String filename) {
        String ascii = filename.replaceAll("[^A-Za-z0-9._-]", "_");
        String encoded = URLEncoder.encode(filename, StandardCharsets.UTF_8).replace("+", "%20");
        return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded;
    }

    /** @return what can be told before the LMS makes it */
    static Map<String, String> foreknown() {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/pdf");
        headers.put("Accept-Ranges", "bytes");
        headers.put("Cache-Control", "private, no-store");
        headers.put("X-Content-Type-Options", "nosniff");
        return headers;
    }
}
