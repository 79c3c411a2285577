package io.isthmus.testbed.portal.people;

import org.jspecify.annotations.Nullable;

/** Hears of every change of an account before it is stored, so that both are stored together. */
@FunctionalInterface
public interface UserListener {

    /**
     * @param before null for a new account
     * @param after null for a deleted one
     */
    void changed(@Nullable PortalUser before, @Nullable PortalUser after, Writer writer);
}
