package io.isthmus.course.dashboard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.isthmus.course.cache.JsonPiece;
import io.isthmus.course.http.Body;
import io.isthmus.course.source.Failure;
import io.isthmus.course.source.Part;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A JSON document about a person, put together from parts that are written already. Its form is that of
 * {@link Dashboard}, {@link UserCourses} and {@link UserCertificates}.
 */
final class Document {

    private static final int USUAL_SIZE = 4096;

    private final ObjectMapper json;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_SIZE);
    private final StringBuilder identity = new StringBuilder();
    private final List<Part<JsonPiece>> told = new ArrayList<>();
    private final Instant now;

    /** @param now what is said of a person without accounts is known since */
    Document(ObjectMapper json, User user, Instant now) {
        this.json = json;
        this.now = now;
        write("{\"user\":");
        write(user);
    }

    /** @param parts one of each LMS */
    Document with(String name, List<Part<JsonPiece>> parts) {
        write(",\"" + name + "\":[");
        boolean first = true;
        for (Part<JsonPiece> part : parts) {
            JsonPiece piece = part.value();
            identity.append(piece.hash()).append('|');
            if (!piece.isEmpty()) {
                out.writeBytes(first ? new byte[0] : new byte[] {','});
                piece.writeTo(out);
                first = false;
            }
        }
        write("]");
        told.addAll(parts);
        return this;
    }

    /** @throws io.isthmus.course.source.SourceException if no part is known */
    Told told() {
        if (!told.isEmpty() && told.stream().allMatch(Part::isMissing)) {
            told.get(0).orThrow();
        }
        write(",\"stale\":" + told.stream().anyMatch(Part::stale) + ",\"failures\":");
        List<Failure> failures =
                told.stream().flatMap(part -> part.failure().stream()).toList();
        write(failures);
        write("}");
        Instant readAt = told.stream().map(Part::readAt).min(Instant::compareTo).orElse(now);
        return new Told(Body.of(out.toByteArray(), identity.toString()), readAt);
    }

    private void write(String text) {
        identity.append(text);
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    private void write(Object value) {
        try {
            write(json.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer that cannot be written", e);
        }
    }
}
