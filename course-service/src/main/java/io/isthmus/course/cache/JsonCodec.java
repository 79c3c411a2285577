package io.isthmus.course.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/** Values as JSON. */
public final class JsonCodec<T> implements Codec<T> {

    private final ObjectMapper json;
    private final Class<T> type;
    private final String tag;

    public JsonCodec(ObjectMapper json, Class<T> type) {
        this.json = json;
        this.type = type;
        this.tag = Shape.tag(type);
    }

    @Override
    public String tag() {
        return tag;
    }

    @Override
    public byte[] write(T value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value that cannot be written", e);
        }
    }

    @Override
    public T read(byte[] bytes) throws IOException {
        return json.readValue(bytes, type);
    }
}
