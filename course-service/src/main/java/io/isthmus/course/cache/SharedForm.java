package io.isthmus.course.cache;

import io.isthmus.course.cache.SharedCache.Shared;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/** How an answer is written in Redis: whose it is, when it was read, how far events had been heard, and itself. */
final class SharedForm {

    /** Part of every key; a form that older versions cannot read gets another one. */
    static final String VERSION = "3";

    private static final int PLAIN = 0;
    private static final int DEFLATED = 1;
    private static final int WORTH_COMPRESSING = 1024;

    /** Bytes; no answer comes near it. */
    private static final int LONGEST = 64 * 1024 * 1024;

    private SharedForm() {}

    /** @param name what it is asked for by */
    record Named(String name, Shared answer) {}

    static byte[] write(Named named) {
        Shared answer = named.answer();
        var bytes = new ByteArrayOutputStream(answer.body().length / 2 + 128);
        boolean compressed = answer.body().length >= WORTH_COMPRESSING;
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(compressed ? DEFLATED : PLAIN);
            Texts.write(named.name(), out);
            out.writeLong(answer.readAt().toEpochMilli());
            Texts.write(answer.mark().topicId(), out);
            out.writeInt(answer.mark().positions().size());
            for (Map.Entry<Integer, Long> position : answer.mark().positions().entrySet()) {
                out.writeInt(position.getKey());
                out.writeLong(position.getValue());
            }
            out.writeInt(answer.body().length);
            try (OutputStream body = compressed ? new DeflaterOutputStream(out) : out) {
                body.write(answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException if the bytes are no such form */
    static Named read(byte[] bytes) throws IOException {
        try {
            return read(ByteBuffer.wrap(bytes));
        } catch (BufferUnderflowException | DataFormatException e) {
            throw new IOException("no such form", e);
        }
    }

    private static Named read(ByteBuffer in) throws IOException, DataFormatException {
        int form = in.get();
        if (form != PLAIN && form != DEFLATED) {
            throw new IOException("unknown form");
        }
        String name = Texts.read(in);
        Instant readAt = Instant.ofEpochMilli(in.getLong());
        String topicId = Texts.read(in);
        var positions = new HashMap<Integer, Long>();
        for (int left = in.getInt(); left > 0; left--) {
            positions.put(in.getInt(), in.getLong());
        }
        int length = in.getInt();
        byte[] body = form == DEFLATED ? inflated(in, length) : Texts.rest(in);
        if (body.length != length) {
            throw new EOFException("not as long as it says");
        }
        return new Named(name, new Shared(body, readAt, new Heard.Mark(topicId, positions)));
    }

    /** Up to the end, since only there it is seen whether compressed bytes are whole. */
    private static byte[] inflated(ByteBuffer in, int length) throws IOException, DataFormatException {
        if (length < 0 || length > LONGEST) {
            throw new IOException("no such length");
        }
        var inflater = new Inflater();
        try {
            inflater.setInput(in);
            byte[] bytes = new byte[length + 1];
            int found = inflater.inflate(bytes);
            if (!inflater.finished()) {
                throw new EOFException("not whole");
            }
            return Arrays.copyOf(bytes, found);
        } finally {
            inflater.end();
        }
    }
}
