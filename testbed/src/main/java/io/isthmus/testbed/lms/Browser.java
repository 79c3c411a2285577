package io.isthmus.testbed.lms;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What every page does: knows the visitor by the session cookie, redirects, and shows itself. */
final class Browser {

    private static final Pattern LOOPBACK = Pattern.compile("(?:localhost|127\\.0\\.0\\.1)(?::\\d+)?");

    private final LmsState state;
    private final Sessions sessions;
    private final Pages pages;
    private final String wwwroot;

    Browser(LmsState state, Sessions sessions, Pages pages, String wwwroot) {
        this.state = state;
        this.sessions = sessions;
        this.pages = pages;
        this.wwwroot = wwwroot;
    }

    Optional<Sessions.Session> session(RoutingContext context) {
        Cookie cookie = context.request().getCookie(Sessions.COOKIE);
        return sessions.find(cookie == null ? null : cookie.getValue());
    }

    /** @return who is logged in */
    Optional<LmsUser> user(RoutingContext context) {
        return session(context).flatMap(session -> state.user(session.userId()));
    }

    /** Begins a new session in place of what the visitor had. */
    void login(RoutingContext context, long userId) {
        session(context).ifPresent(old -> sessions.end(old.id()));
        setCookie(context, sessions.begin(userId).id());
        state.transaction(() -> state.user(userId).map(user -> state.users.save(user.seen(state.now()))));
    }

    void logout(RoutingContext context) {
        session(context).ifPresent(session -> sessions.end(session.id()));
        setCookie(context, sessions.random());
    }

    private static void setCookie(RoutingContext context, String value) {
        context.response()
                .addCookie(Cookie.cookie(Sessions.COOKIE, value).setPath("/").setHttpOnly(true));
    }

    /** Like Moodle, gives every visitor a cookie, though nothing is remembered of an anonymous one. */
    private void greet(RoutingContext context) {
        boolean answered = context.response().headers().contains("Set-Cookie");
        if (session(context).isEmpty() && !answered) {
            setCookie(context, sessions.random());
        }
    }

    /** @param target a path below the site, or a URL as it is */
    void redirect(RoutingContext context, String target) {
        greet(context);
        noStore(context)
                .setStatusCode(303)
                .putHeader("Location", target.startsWith("/") || target.isEmpty() ? base(context) + target : target)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end("<!DOCTYPE html><title>Redirect</title>");
    }

    /** @return the site's address, by the name the visitor uses for this machine */
    private String base(RoutingContext context) {
        String host = context.request().getHeader("Host");
        boolean sameMachine = wwwroot.matches("http://(?:localhost|127\\.0\\.0\\.1)(?::\\d+)?");
        return sameMachine && host != null && LOOPBACK.matcher(host).matches() ? "http://" + host : wwwroot;
    }

    /** @return the target without the site's own address; empty when it leads elsewhere (PARAM_LOCALURL) */
    String local(RoutingContext context, String target) {
        String path = target;
        for (String root : new String[] {wwwroot, base(context)}) {
            if (target.equals(root) || target.startsWith(root + "/")) {
                path = target.substring(root.length());
            }
        }
        boolean elsewhere = path.startsWith("//") || path.startsWith("/\\") || path.matches("(?s).*[\\r\\n\\t].*");
        return path.startsWith("/") && !elsewhere ? path : "";
    }

    void show(RoutingContext context, String title, String template, Map<String, Object> data) {
        show(context, 200, title, template, data);
    }

    /** A refusal of Moodle's is a page with the status 404. */
    void refuse(RoutingContext context, String message) {
        show(context, 404, "Error", "error", Map.of("message", message));
    }

    private void show(RoutingContext context, int status, String title, String template, Map<String, Object> data) {
        greet(context);
        var all = new LinkedHashMap<>(data);
        all.put("title", title);
        all.put("site", state.course(LmsState.SITE_COURSE).orElseThrow());
        user(context).ifPresent(user -> all.put("user", user));
        session(context).ifPresent(session -> all.put("sesskey", session.sesskey()));
        noStore(context)
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end(pages.render(template, all));
    }

    private static HttpServerResponse noStore(RoutingContext context) {
        return context.response()
                .putHeader("Cache-Control", "no-store, no-cache, must-revalidate")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", "default-src 'self'; style-src 'self'; frame-ancestors 'none'");
    }

    String parameter(RoutingContext context, String name) {
        String value = context.queryParams().get(name);
        return value == null ? "" : value;
    }

    /** Reads a form, and refuses one that did not come from a page of this session. */
    void form(RoutingContext context, boolean ofSession, java.util.function.Consumer<Map<String, Object>> use) {
        context.request().body().onFailure(context::fail).onSuccess(body -> {
            Map<String, Object> form = PhpForm.parse(body.toString(StandardCharsets.UTF_8), 1_000);
            String sesskey = session(context).map(Sessions.Session::sesskey).orElse("");
            if (ofSession && !RestServer.text(form, "sesskey").equals(sesskey)) {
                refuse(context, "Your session has most likely timed out. Please log in again.");
                return;
            }
            use.accept(form);
        });
    }
}
