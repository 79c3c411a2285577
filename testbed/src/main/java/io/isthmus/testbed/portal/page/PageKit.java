package io.isthmus.testbed.portal.page;

import io.isthmus.testbed.portal.SiteSettings;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.session.Authentication;
import io.isthmus.testbed.portal.session.Caller;
import io.isthmus.testbed.portal.session.Session;
import io.isthmus.testbed.portal.web.Requests;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What all pages share: who looks at them, how they are sent, and their security headers. */
final class PageKit {

    /** Somebody who is logged in with a browser. */
    record Visitor(PortalUser user, Session session) {}

    private static final String POLICY =
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; "
                    + "frame-ancestors 'none'";

    private final SiteSettings site;
    private final Authentication authentication;
    private final Assets assets;
    private final Templates templates = new Templates();

    PageKit(SiteSettings site, Authentication authentication, Assets assets) {
        this.site = site;
        this.authentication = authentication;
        this.assets = assets;
    }

    /** @return who has a session; Basic authentication is not for pages */
    Optional<Visitor> visitor(RoutingContext context) {
        Caller caller = authentication.caller(context);
        if (caller.user() == null || caller.session() == null || caller.triedBasic()) {
            return Optional.empty();
        }
        return Optional.of(new Visitor(caller.user(), caller.session()));
    }

    /** Runs the page for whoever is logged in; others log in first. */
    void withVisitor(RoutingContext context, Consumer<Visitor> page) {
        Optional<Visitor> visitor = visitor(context);
        if (visitor.isPresent()) {
            page.accept(visitor.get());
            return;
        }
        boolean comeBack = context.request().method() == HttpMethod.GET;
        String here = context.request().uri();
        redirect(
                context,
                "/user/login" + (comeBack ? "?destination=" + URLEncoder.encode(here, StandardCharsets.UTF_8) : ""));
    }

    /** The same for a form that was sent, when it is one of ours. */
    void withForm(RoutingContext context, Consumer<Visitor> action) {
        withVisitor(context, visitor -> {
            if (visitor.session().acceptsForm(context.request().getFormAttribute("form_token"))) {
                action.accept(visitor);
                return;
            }
            fail(context, 403, "That form is too old", "Please go back, load the page again and repeat what you did.");
        });
    }

    void send(RoutingContext context, int status, String template, String title, Map<String, ?> data) {
        send(context, status, template, title, data, "; form-action 'self'");
    }

    /** Sends a page whose form leads to another site, and from there on to others that are not known here. */
    void sendHandOver(RoutingContext context, String title, Map<String, ?> data) {
        send(context, 200, "handover", title, data, "");
    }

    private void send(
            RoutingContext context, int status, String template, String title, Map<String, ?> data, String forms) {
        var all = new HashMap<String, Object>(data);
        Optional<Visitor> visitor = visitor(context);
        all.put("title", title);
        all.put("site", site);
        all.put("assets", assets);
        all.put("path", Requests.path(context));
        all.put("visitor", visitor.map(Visitor::user).orElse(null));
        all.put("formToken", visitor.map(it -> it.session().formToken()).orElse(""));
        all.put("notice", visitor.map(it -> it.session().takeNotice()).orElse(null));
        String html = templates.render(template, all);
        HttpServerResponse response = context.response();
        response.setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=UTF-8")
                .putHeader("Content-Security-Policy", POLICY + forms)
                .putHeader("Content-language", "en");
        headers(response);
        response.end(html);
    }

    static void headers(HttpServerResponse response) {
        response.putHeader("Cache-Control", "must-revalidate, no-cache, private")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "same-origin");
    }

    void fail(RoutingContext context, int status, String title, String text) {
        send(context, status, "error", title, Map.of("text", text, "status", status));
    }

    /** @param path on this site */
    void redirect(RoutingContext context, String path) {
        headers(context.response());
        context.response().setStatusCode(303).putHeader("Location", path).end();
    }

    Authentication authentication() {
        return authentication;
    }
}
