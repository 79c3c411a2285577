package io.isthmus.token.http;

import io.isthmus.token.Issuer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.NewCookie;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cookies that scripts cannot read and other sites cannot send along with a form. With https their names have the
 * prefix {@code __Host-}, so that no other host of the domain can set them.
 */
@Singleton
public class Cookies {

    /** Holds the key of a login that has begun. */
    public static final String LOGIN = "isthmus_login";

    /** Holds the key of a session. */
    public static final String SESSION = "isthmus_session";

    /** Holds the key of a logout that a client asked for. */
    public static final String LOGOUT = "isthmus_logout";

    /** Is there for a while after a logout. */
    public static final String LEFT = "isthmus_left";

    /** Counts how often the CMS sent somebody back without a session. */
    public static final String BOUNCES = "isthmus_bounces";

    private final boolean secure;

    @Inject
    public Cookies(Issuer issuer) {
        this.secure = issuer.secure();
    }

    /** @param name without prefix */
    public NewCookie create(String name, String value, Duration maxAge) {
        return new NewCookie.Builder(fullName(name))
                .value(value)
                .path("/")
                .maxAge((int) maxAge.toSeconds())
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }

    public NewCookie remove(String name) {
        return create(name, "", Duration.ZERO);
    }

    public Optional<String> read(HttpHeaders headers, String name) {
        return Optional.ofNullable(headers.getCookies().get(fullName(name)))
                .map(cookie -> cookie.getValue())
                .filter(value -> !value.isEmpty());
    }

    /** @return the cookies of other services, by their full names */
    public static Function<String, Optional<String>> others(HttpHeaders headers) {
        return name -> Optional.ofNullable(headers.getCookies().get(name)).map(cookie -> cookie.getValue());
    }

    private String fullName(String name) {
        return (secure ? "__Host-" : "") + name;
    }
}
