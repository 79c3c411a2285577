package io.isthmus.course.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A part of an answer that is written already: the elements of a JSON array, without its brackets. */
public final class JsonPiece implements Content {

    private static final long NEVER = Long.MIN_VALUE;

    private final byte[] elements;
    private final String hash;
    private final Set<String> courses;
    private final Optional<Instant> validUntil;

    private JsonPiece(byte[] elements, String hash, Collection<String> courses, Optional<Instant> validUntil) {
        this.elements = elements;
        this.hash = hash;
        this.courses = Set.copyOf(courses);
        this.validUntil = validUntil;
    }

    /**
     * @param courses they tell of, as the LMS counts
     * @param validUntil when one of them says something else by itself
     */
    public static JsonPiece of(
            ObjectMapper json, List<?> elements, Collection<String> courses, Optional<Instant> validUntil) {
        try {
            byte[] array = json.writeValueAsBytes(elements);
            byte[] inner = Arrays.copyOfRange(array, 1, array.length - 1);
            return new JsonPiece(inner, hash(inner), courses, validUntil);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a part that cannot be written", e);
        }
    }

    public static JsonPiece empty() {
        return new JsonPiece(new byte[0], "", Set.of(), Optional.empty());
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(whole, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public boolean isEmpty() {
        return elements.length == 0;
    }

    public void writeTo(ByteArrayOutputStream out) {
        out.writeBytes(elements);
    }

    /** @return of the content; the same for the same elements */
    public String hash() {
        return hash;
    }

    @Override
    public int weight() {
        return elements.length + 64 * courses.size();
    }

    @Override
    public Set<String> courseIds() {
        return courses;
    }

    @Override
    public Optional<Instant> validUntil() {
        return validUntil;
    }

    /** @param element what the elements are; when its form changes, so does the tag */
    public static Codec<JsonPiece> codec(Class<?> element) {
        String tag = Shape.tag(element);
        return new Codec<>() {
            @Override
            public String tag() {
                return tag;
            }

            @Override
            public byte[] write(JsonPiece piece) {
                return piece.written();
            }

            @Override
            public JsonPiece read(byte[] bytes) throws IOException {
                return JsonPiece.read(bytes);
            }
        };
    }

    private byte[] written() {
        var bytes = new ByteArrayOutputStream(elements.length + 64);
        try (var out = new DataOutputStream(bytes)) {
            Texts.write(hash, out);
            out.writeLong(validUntil.map(Instant::toEpochMilli).orElse(NEVER));
            out.writeInt(courses.size());
            for (String course : courses) {
                Texts.write(course, out);
            }
            out.write(elements);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static JsonPiece read(byte[] bytes) throws IOException {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            String hash = Texts.read(in);
            long until = in.getLong();
            var courses = new ArrayList<String>();
            for (int left = in.getInt(); left > 0; left--) {
                courses.add(Texts.read(in));
            }
            Optional<Instant> validUntil = until == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(until));
            return new JsonPiece(Texts.rest(in), hash, courses, validUntil);
        } catch (BufferUnderflowException e) {
            throw new IOException("no such piece", e);
        }
    }
}
