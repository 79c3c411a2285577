package io.isthmus.testbed.portal.session;

import io.isthmus.testbed.portal.SiteSettings;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.Users;
import io.isthmus.testbed.portal.session.LoginResult.Accepted;
import io.isthmus.testbed.portal.web.RequestOrigin;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells who is asking, once a request: Basic authentication before the session cookie, as in Drupal. */
public final class Authentication {

    private static final String KEY = Caller.class.getName();

    private final SiteSettings site;
    private final Users users;
    private final Sessions sessions;
    private final SessionCookie cookie;
    private final Logins logins;

    public Authentication(SiteSettings site, Users users, Sessions sessions, SessionCookie cookie, Logins logins) {
        this.site = site;
        this.users = users;
        this.sessions = sessions;
        this.cookie = cookie;
        this.logins = logins;
    }

    public Caller caller(RoutingContext context) {
        Caller known = context.get(KEY);
        if (known == null) {
            known = identify(context);
            context.put(KEY, known);
        }
        return known;
    }

    /** Treats the request as that of nobody, whatever it carries. */
    public static void anonymize(RoutingContext context) {
        context.put(KEY, new Caller(null, null, true, false));
    }

    /** Begins a session and hands out its cookie. */
    public Session open(RoutingContext context, int uid) {
        Session session = sessions.open(uid);
        RequestOrigin origin = RequestOrigin.of(context.request(), site);
        context.response().headers().add("Set-Cookie", cookie.set(session, origin));
        return session;
    }

    /** Ends the session and takes its cookie back. */
    public void close(RoutingContext context, Session session) {
        sessions.end(session);
        context.response().headers().add("Set-Cookie", cookie.remove(RequestOrigin.of(context.request(), site)));
    }

    /** Treats the rest of the request as that of nobody, after its session was closed. */
    public void forget(RoutingContext context) {
        context.put(KEY, new Caller(null, null, false, false));
    }

    private Caller identify(RoutingContext context) {
        HttpServerRequest request = context.request();
        RequestOrigin origin = RequestOrigin.of(request, site);
        Optional<String> sent = cookie.value(request, origin);
        Session session = sent.flatMap(sessions::find).orElse(null);
        if (sent.isPresent() && session == null) {
            context.response().headers().add("Set-Cookie", cookie.remove(origin));
        }
        String basic = basic(request);
        PortalUser user = basic == null ? ofSession(session) : ofBasic(basic, request);
        return new Caller(user, session, basic != null, sent.isPresent());
    }

    private @Nullable PortalUser ofSession(@Nullable Session session) {
        return session == null
                ? null
                : users.byUid(session.uid()).filter(PortalUser::active).orElse(null);
    }

    private @Nullable PortalUser ofBasic(String nameAndPassword, HttpServerRequest request) {
        int colon = nameAndPassword.indexOf(':');
        LoginResult result = logins.byBasic(
                nameAndPassword.substring(0, colon),
                nameAndPassword.substring(colon + 1),
                request.remoteAddress().hostAddress());
        if (result instanceof Accepted accepted) {
            users.seen(accepted.user().uid(), false);
            return accepted.user();
        }
        return null;
    }

    private static @Nullable String basic(HttpServerRequest request) {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            String decoded =
                    new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
            return decoded.contains(":") ? decoded : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
