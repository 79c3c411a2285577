package io.isthmus.course.certificate;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A PDF as it goes out: whole, or the range that was asked for. */
record PdfAnswer(int status, Map<String, List<String>> headers, Multi<Buffer> content) {

    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_SATISFIABLE = 416;

    /** A range needs the whole, whose length the LMS often does not tell; the LMS's size cap bounds it. */
    static Uni<PdfAnswer> of(Pdf pdf, Optional<ByteRange> wanted) {
        if (wanted.isEmpty()) {
            var headers = headers(pdf);
            if (pdf.length() >= 0) {
                headers.put("Content-Length", List.of(Long.toString(pdf.length())));
            }
            return Uni.createFrom().item(new PdfAnswer(OK, headers, pdf.content()));
        }
        return pdf.content()
                .collect()
                .in(Buffer::buffer, Buffer::appendBuffer)
                .map(whole -> part(pdf, whole, wanted.get()));
    }

    private static PdfAnswer part(Pdf pdf, Buffer whole, ByteRange wanted) {
        var headers = headers(pdf);
        Optional<ByteRange.Bounds> bounds = wanted.within(whole.length());
        if (bounds.isEmpty()) {
            headers.put("Content-Range", List.of("bytes */" + whole.length()));
            return new PdfAnswer(NOT_SATISFIABLE, headers, Multi.createFrom().empty());
        }
        int first = bounds.get().first();
        int last = bounds.get().last();
        headers.put("Content-Range", List.of("bytes " + first + "-" + last + "/" + whole.length()));
        headers.put("Content-Length", List.of(Integer.toString(last - first + 1)));
        return new PdfAnswer(PARTIAL, headers, Multi.createFrom().item(whole.getBuffer(first, last + 1)));
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
