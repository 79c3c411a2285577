package io.isthmus.testbed.portal.session;

import io.isthmus.testbed.portal.SiteSettings;
import io.isthmus.testbed.portal.web.RequestOrigin;
import io.vertx.core.http.HttpServerRequest;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Drupal's session cookie: {@code SESS} or, over HTTPS, {@code SSESS}, and the first 32 hexadecimal digits of the
 * SHA-256 of the cookie domain, or of the host when none is set.
 */
public final class SessionCookie {

    private static final DateTimeFormatter EXPIRES = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final int NAME_DIGITS = 32;

    private final SiteSettings site;
    private final Clock clock;

    public SessionCookie(SiteSettings site, Clock clock) {
        this.site = site;
        this.clock = clock;
    }

    public String name(RequestOrigin origin) {
        String base = site.cookieDomain() == null ? origin.host() : site.cookieDomain();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(base.getBytes(StandardCharsets.UTF_8));
            return (origin.secure() ? "SSESS" : "SESS")
                    + HexFormat.of().formatHex(hash).substring(0, NAME_DIGITS);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-256 in this JDK", e);
        }
    }

    /** @return the value of the one cookie that is meant, decoded */
    public Optional<String> value(HttpServerRequest request, RequestOrigin origin) {
        String name = name(origin);
        return request.headers().getAll("Cookie").stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> decode(pair.substring(name.length() + 1)))
                .findFirst();
    }

    private static String decode(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    /** @return a {@code Set-Cookie} value */
    public String set(Session session, RequestOrigin origin) {
        Instant expires = clock.instant().plus(Sessions.LIFETIME);
        return name(origin) + "=" + URLEncoder.encode(session.id(), StandardCharsets.UTF_8) + "; expires="
                + EXPIRES.format(expires) + "; Max-Age=" + Sessions.LIFETIME.toSeconds() + "; path=/"
                + attributes(origin)
                + "; HttpOnly; SameSite=Lax";
    }

    /** @return a {@code Set-Cookie} value that removes the cookie */
    public String remove(RequestOrigin origin) {
        return name(origin) + "=deleted; expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=0; path=/" + attributes(origin)
                + "; HttpOnly";
    }

    private String attributes(RequestOrigin origin) {
        String domain = domain(origin.host());
        return (domain == null ? "" : "; domain=" + domain) + (origin.secure() ? "; secure" : "");
    }

    private @Nullable String domain(String host) {
        if (site.cookieDomain() != null) {
            return site.cookieDomain();
        }
        boolean address = host.startsWith("[") || host.matches("[0-9.]+");
        return address || !host.contains(".") ? null : "." + host;
    }
}
