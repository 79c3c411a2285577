package io.isthmus.token.launch;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The sessions people have at the CMS. */
public interface CmsSessions {

    /** @return the names a session's cookie can have; no other cookie is read */
    List<String> cookieNames();

    /** A cookie of the CMS. */
    record Cookie(String name, String value) {

        @Override
        public String toString() {
            return "Cookie[hidden]";
        }
    }

    /**
     * Finds the session's cookie.
     *
     * @param cookies the browser's, by their names
     */
    default Optional<Cookie> cookie(Function<String, Optional<String>> cookies) {
        return cookieNames().stream()
                .flatMap(name -> cookies.apply(name).map(value -> new Cookie(name, value)).stream())
                .findFirst();
    }

    /**
     * Asks the CMS whose session this is. Fails with {@link io.isthmus.token.Unavailable} if it cannot be asked.
     *
     * @param cookieName one of {@link #cookieNames()}
     * @param cookieValue as the browser sent it
     * @return empty if the CMS knows no such session
     */
    Uni<Optional<CmsPerson>> whose(String cookieName, String cookieValue);
}
