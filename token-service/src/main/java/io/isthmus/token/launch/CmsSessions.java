package io.isthmus.token.launch;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;

/** The sessions people have at the CMS. */
public interface CmsSessions {

    /** @return the names a session's cookie can have; no other cookie is read */
    List<String> cookieNames();

    /**
     * Asks the CMS whose session this is. Fails with {@link io.isthmus.token.Unavailable} if it cannot be asked.
     *
     * @param cookieName one of {@link #cookieNames()}
     * @param cookieValue as the browser sent it
     * @return empty if the CMS knows no such session
     */
    Uni<Optional<CmsPerson>> whose(String cookieName, String cookieValue);
}
