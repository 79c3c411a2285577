package io.isthmus.token.login;

import io.isthmus.token.verify.Subject;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.function.Function;

/** Tells whom the CMS knows at this browser, where its session can be seen here. */
public interface CmsVisitors {

    /**
     * Somebody who is logged in at the CMS.
     *
     * @param username in its normal form, if it has one
     */
    record CmsVisitor(Subject subject, String username) {

        @Override
        public String toString() {
            return "CmsVisitor[hidden]";
        }
    }

    /**
     * Fails with {@link io.isthmus.token.Unavailable} if there is a session and the CMS cannot be asked whose it is.
     *
     * @param cookies the browser's, by their names
     * @return empty if the browser shows no session that the CMS knows
     */
    Uni<Optional<CmsVisitor>> at(Function<String, Optional<String>> cookies);

    /** @return the path where a session at the CMS is enough to come in; empty if that is not set up */
    Optional<String> entrance();
}
