package io.isthmus.token.login;

import io.isthmus.token.account.LmsAccount;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Optional;

/** A way into the LMS. */
public interface LmsDoor {

    /** @return its name in events and metrics */
    String name();

    /**
     * Makes a URL that logs whoever opens it in as the account, once and soon. Fails with
     * {@link io.isthmus.token.Unavailable} if there is none to be had.
     *
     * @param target where to go from there; the LMS's start page if empty
     */
    Uni<URI> open(LmsAccount account, Optional<URI> target);
}
