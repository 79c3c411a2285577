package io.isthmus.course.certificate;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A PDF as it goes out: whole, or the range that was asked for. */
record PdfAnswer(int status, Map<String, List<String>> headers, Buffer content) {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_SATISFIABLE = 416;

    /** Its length is known when it is there as a whole; the LMS often does not tell it, and its size cap bounds it. */
    static Uni<PdfAnswer> of(Pdf pdf, Optional<ByteRange> wanted) {
        return pdf.content()
                .collect()
                .in(Buffer::buffer, Buffer::appendBuffer)
                .map(whole -> wanted.map(range -> part(pdf, whole, range))
                        .orElseGet(() -> new PdfAnswer(OK, headers(pdf), whole)));
    }

    private static PdfAnswer part(Pdf pdf, Buffer whole, ByteRange wanted) {
        var headers = headers(pdf);
        Optional<ByteRange.Bounds> bounds = wanted.within(whole.length());
        if (bounds.isEmpty()) {
            headers.put("Content-Range", List.of("bytes */" + whole.length()));
            return new PdfAnswer(NOT_SATISFIABLE, headers, Buffer.buffer());
        }
        int first = bounds.get().first();
        int last = bounds.get().last();
        headers.put("Content-Range", List.of("bytes " + first + "-" + last + "/" + whole.length()));
        return new PdfAnswer(PARTIAL, headers, whole.getBuffer(first, last + 1));
    }

    private static Map<String, List<String>> headers(Pdf pdf) {
        String ascii = pdf.filename().replaceAll("[^A-Za-z0-9._-]", "_");
        String encoded =
                URLEncoder.encode(pdf.filename(), StandardCharsets.UTF_8).replace("+", "%20");
        var headers = new HashMap<String, List<String>>();
        headers.put("Content-Type", List.of("application/pdf"));
        headers.put(
                "Content-Disposition", List.of("attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + encoded));
        headers.put("Accept-Ranges", List.of("bytes"));
        headers.put("Cache-Control", List.of("private, no-store"));
        headers.put("X-Content-Type-Options", List.of("nosniff"));
        return headers;
    }
}
