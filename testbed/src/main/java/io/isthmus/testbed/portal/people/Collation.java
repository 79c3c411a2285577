package io.isthmus.testbed.portal.people;

import org.jspecify.annotations.Nullable;

/** How the site's database compares names and addresses. */
public enum Collation {

    /** Drupal's usual one: without regard to case. */
    MYSQL {
        @Override
        public boolean same(@Nullable String one, @Nullable String other) {
            return one != null && one.equalsIgnoreCase(other);
        }
    },

    /** Of the recordings: look-ups mind the case, the unique index of the names does not. */
    SQLITE {
        @Override
        public boolean same(@Nullable String one, @Nullable String other) {
            return one != null && one.equals(other);
        }
    };

    public abstract boolean same(@Nullable String one, @Nullable String other);
}
