package io.isthmus.course.cache;

import io.isthmus.course.cache.SharedCache.Shared;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** How an answer is written in Redis: whose it is, when it was read, how far events had been heard, and itself. */
final class SharedForm {

    /** Part of every key; a form that older versions cannot read gets another one. */
    static final String VERSION = "2";

    private static final int PLAIN = 0;
    private static final int GZIP = 1;
    private static final int WORTH_COMPRESSING = 1024;

    private SharedForm() {}

    /** @param name what it is asked for by */
    record Named(String name, Shared answer) {}

    static byte[] write(Named named) {
        Shared answer = named.answer();
        var bytes = new ByteArrayOutputStream(answer.body().length / 2 + 128);
        boolean compressed = answer.body().length >= WORTH_COMPRESSING;
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(compressed ? GZIP : PLAIN);
            out.writeUTF(named.name());
            out.writeLong(answer.readAt().toEpochMilli());
            out.writeUTF(answer.mark().topicId());
            out.writeInt(answer.mark().positions().size());
            for (Map.Entry<Integer, Long> position : answer.mark().positions().entrySet()) {
                out.writeInt(position.getKey());
                out.writeLong(position.getValue());
            }
            out.writeInt(answer.body().length);
            try (OutputStream body = compressed ? new GZIPOutputStream(out) : out) {
                body.write(answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if the bytes are no such form */
    static Named read(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        int form = in.read();
        if (form != PLAIN && form != GZIP) {
            throw new IOException("unknown form");
        }
        String name = in.readUTF();
        Instant readAt = Instant.ofEpochMilli(in.readLong());
        String topicId = in.readUTF();
        var positions = new HashMap<Integer, Long>();
        for (int left = in.readInt(); left > 0; left--) {
            positions.put(in.readInt(), in.readLong());
        }
        int length = in.readInt();
        try (InputStream body = form == GZIP ? new GZIPInputStream(in) : in) {
            return new Named(name, new Shared(exactly(length, body), readAt, new Heard.Mark(topicId, positions)));
        }
    }

    /** The end has to be met too, since only there it is seen whether compressed bytes are whole. */
    private static byte[] exactly(int length, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(Math.max(0, length));
        if (bytes.length != length || in.read() >= 0) {
            throw new EOFException("not as long as it says");
        }
        return bytes;
    }
}
