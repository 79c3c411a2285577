package io.isthmus.course.cache;

import io.isthmus.course.cache.SharedCache.Shared;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How an answer is written in Redis: a byte that tells whether the rest is compressed, then when, how far, what. */
final class SharedForm {

    /** Part of every key; a form that older versions cannot read gets another one. */
    static final String VERSION = "1";

    private static final int PLAIN = 0;
    private static final int GZIP = 1;
    private static final int WORTH_COMPRESSING = 1024;

    private SharedForm() {}

    static byte[] write(Shared answer) {
        var bytes = new ByteArrayOutputStream(answer.body().length / 2 + 128);
        boolean compressed = answer.body().length >= WORTH_COMPRESSING;
        bytes.write(compressed ? GZIP : PLAIN);
        try (OutputStream body = compressed ? new GZIPOutputStream(bytes) : bytes;
                var out = new DataOutputStream(body)) {
            out.writeLong(answer.readAt().toEpochMilli());
            out.writeUTF(answer.mark().topicId());
            out.writeInt(answer.mark().positions().size());
            for (Map.Entry<Integer, Long> position : answer.mark().positions().entrySet()) {
                out.writeInt(position.getKey());
                out.writeLong(position.getValue());
            }
            out.write(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if the bytes are no such form */
    static Shared read(byte[] bytes) throws IOException {
        var rest = new ByteArrayInputStream(bytes);
        int form = rest.read();
        if (form != PLAIN && form != GZIP) {
            throw new IOException("unknown form");
        }
        try (InputStream body = form == GZIP ? new GZIPInputStream(rest) : rest;
                var in = new DataInputStream(body)) {
            Instant readAt = Instant.ofEpochMilli(in.readLong());
            String topicId = in.readUTF();
            var positions = new HashMap<Integer, Long>();
            for (int left = in.readInt(); left > 0; left--) {
                positions.put(in.readInt(), in.readLong());
            }
            return new Shared(in.readAllBytes(), readAt, new Heard.Mark(topicId, positions));
        }
    }
}
