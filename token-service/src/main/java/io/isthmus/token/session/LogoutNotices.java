package io.isthmus.token.session;

import io.smallrye.mutiny.Uni;

/** Tells clients that a session is over. */
public interface LogoutNotices {

    /**
     * Completes when the notices are kept, before the session is removed: whoever is interrupted in between may tell of
     * an end that was not one, but never keeps an end to itself. Of one session a client is told once, however often
     * this is called while its notice is on the way. Fails with {@link io.isthmus.token.Unavailable} if they cannot be
     * kept.
     */
    Uni<Void> prepare(Session session);
}
