package io.isthmus.usersync.person;

import java.util.Comparator;

/** How one source names a person. Ordered, so that everybody locks in the same order. */
public record PersonKey(String source, String externalId) implements Comparable<PersonKey> {

    private static final Comparator<PersonKey> ORDER =
            Comparator.comparing(PersonKey::source).thenComparing(PersonKey::externalId);

    @Override
    public int compareTo(PersonKey other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return source + ":" + externalId;
    }
}
