package io.isthmus.course.cache;

import java.nio.charset.StandardCharsets;

/** Texts, for tests. */
record TextCodec(String tag) implements Codec<String> {

    @Override
    public byte[] write(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String read(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
