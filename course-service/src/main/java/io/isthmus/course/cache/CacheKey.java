package io.isthmus.course.cache;

import org.jspecify.annotations.Nullable;

/** What an answer is about. {@link Kind#of} makes it, for a person only from one who may be read about. */
public final class CacheKey<T> {

    private final Kind<T> kind;
    private final String source;
    private final String subject;

    CacheKey(Kind<T> kind, String source, String subject) {
        this.kind = kind;
        this.source = source;
        this.subject = subject;
    }

    Kind<T> kind() {
        return kind;
    }

    /** @return name of the LMS, or of the CMS whose person this is about */
    String source() {
        return source;
    }

    String subject() {
        return subject;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CacheKey<?> key
                && kind == key.kind
                && source.equals(key.source)
                && subject.equals(key.subject);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * System.identityHashCode(kind) + source.hashCode()) + subject.hashCode();
    }
}
