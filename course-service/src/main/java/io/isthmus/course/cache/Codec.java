package io.isthmus.course.cache;

import java.io.IOException;

/** Writes values for other replicas, which may run another version: what it writes is told apart by a tag. */
public interface Codec<T> {

    /** @return changes whenever the form of what is written does; short, letters and digits */
    String tag();

    byte[] write(T value);

    /** @param bytes as written by a codec with the same tag */
    T read(byte[] bytes) throws IOException;
}
