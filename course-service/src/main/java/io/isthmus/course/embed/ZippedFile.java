package io.isthmus.course.embed;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;

/** A static file, compressed once. */
record ZippedFile(String path, String type, Buffer content, String tag) {

    /** @param path of the file among the static ones, and in the address */
    static ZippedFile of(String path, String type) {
        try (InputStream file = ZippedFile.class.getResourceAsStream("/META-INF/resources" + path)) {
            if (file == null) {
                throw new IllegalStateException("no file " + path);
            }
            var bytes = new ByteArrayOutputStream();
            try (var gzip = new GZIPOutputStream(bytes)) {
                file.transferTo(gzip);
            }
            return new ZippedFile(path, type, Buffer.buffer(bytes.toByteArray()), tag(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String tag(byte[] bytes) {
        var sum = new CRC32();
        sum.update(bytes);
        return '"' + Long.toHexString(sum.getValue()) + '-' + bytes.length + '"';
    }

    /** Whoever does not take it gets the file as it is. */
    void sendToWhoTakesIt(RoutingContext context) {
        String accepted = context.request().getHeader(HttpHeaders.ACCEPT_ENCODING);
        context.response().putHeader(HttpHeaders.VARY, "Accept-Encoding");
        if (accepted == null || !accepted.contains("gzip") || accepted.contains("gzip;q=0")) {
            context.next();
            return;
        }
        context.response().putHeader(HttpHeaders.ETAG, tag);
        if (tag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
            context.response().setStatusCode(304).end();
            return;
        }
        context.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_ENCODING, "gzip")
                .end(content);
    }
}
