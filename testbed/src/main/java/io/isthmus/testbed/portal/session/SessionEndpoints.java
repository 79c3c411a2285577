package io.isthmus.testbed.portal.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.portal.SiteSettings;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.Users;
import io.isthmus.testbed.portal.session.LoginResult.Accepted;
import io.isthmus.testbed.portal.session.LoginResult.AccountLocked;
import io.isthmus.testbed.portal.session.LoginResult.AddressLocked;
import io.isthmus.testbed.portal.session.LoginResult.Blocked;
import io.isthmus.testbed.portal.web.RequestOrigin;
import io.isthmus.testbed.portal.web.Requests;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.Base64;

/** Login, logout and their status for programs, as Drupal's core has them; the pages have their own. */
public final class SessionEndpoints {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SiteSettings site;
    private final Users users;
    private final Authentication authentication;
    private final Logins logins;
    private final SecureRandom random = new SecureRandom();

    public SessionEndpoints(SiteSettings site, Users users, Authentication authentication, Logins logins) {
        this.site = site;
        this.users = users;
        this.authentication = authentication;
        this.logins = logins;
    }

    public void mount(Router router) {
        router.post("/user/login").blockingHandler(context -> ifJson(context, this::login), false);
        router.post("/user/logout").blockingHandler(context -> ifJson(context, this::logout), false);
        router.get("/user/login_status").blockingHandler(this::status, false);
        router.get("/session/token").blockingHandler(this::token, false);
        router.get("/user").blockingHandler(this::ownPage, false);
    }

    private static void ifJson(RoutingContext context, Handler<RoutingContext> handler) {
        if ("json".equals(context.request().getParam("_format"))) {
            headers(context);
            handler.handle(context);
        } else {
            context.next();
        }
    }

    private void login(RoutingContext context) {
        if (!authentication.caller(context).anonymous()) {
            message(context, 403, "This route can only be accessed by anonymous users.");
            return;
        }
        JsonNode body = body(context);
        if (!body.path("name").isTextual() && !body.path("pass").isTextual()) {
            message(context, 400, "Missing credentials.");
            return;
        }
        for (String needed : new String[] {"name", "pass"}) {
            if (!body.path(needed).isTextual()) {
                message(context, 400, "Missing credentials." + needed + ".");
                return;
            }
        }
        LoginResult result =
                logins.byJson(body.get("name").asText(), body.get("pass").asText(), Requests.address(context));
        if (result instanceof Accepted accepted) {
            welcome(context, accepted.user());
        } else {
            refuse(context, result);
        }
    }

    private void welcome(RoutingContext context, PortalUser user) {
        users.seen(user.uid(), true);
        Session session = authentication.open(context, user.uid());
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("current_user").put("uid", String.valueOf(user.uid())).put("name", user.name());
        answer.put("csrf_token", session.csrfToken()).put("logout_token", session.logoutToken());
        json(context, 200, answer);
    }

    private static void refuse(RoutingContext context, LoginResult result) {
        if (result instanceof Blocked) {
            message(context, 400, "The user has not been activated or is blocked.");
        } else if (result instanceof AccountLocked) {
            message(
                    context,
                    403,
                    "Too many failed login attempts from your IP address. This IP address is temporarily blocked.");
        } else if (result instanceof AddressLocked) {
            message(context, 403, "Access is blocked because of IP based flood prevention.");
        } else {
            message(context, 400, "Sorry, unrecognized username or password.");
        }
    }

    private void logout(RoutingContext context) {
        Session session = authentication.caller(context).session();
        String token = context.request().getParam("token");
        if (authentication.caller(context).anonymous() || session == null) {
            message(context, 403, "This route can only be accessed by authenticated users.");
        } else if (token == null) {
            message(context, 403, "'csrf_token' URL query argument is missing.");
        } else if (!session.acceptsLogout(token)) {
            message(context, 403, "'csrf_token' URL query argument is invalid.");
        } else {
            authentication.close(context, session);
            context.response().setStatusCode(204).end();
        }
    }

    private void status(RoutingContext context) {
        headers(context);
        text(context, authentication.caller(context).anonymous() ? "0" : "1");
    }

    private void token(RoutingContext context) {
        headers(context);
        Session session = authentication.caller(context).session();
        byte[] noise = new byte[32];
        random.nextBytes(noise);
        text(
                context,
                session == null
                        ? Base64.getUrlEncoder().withoutPadding().encodeToString(noise)
                        : session.sessionToken());
    }

    private void ownPage(RoutingContext context) {
        headers(context);
        PortalUser user = authentication.caller(context).user();
        RequestOrigin origin = RequestOrigin.of(context.request(), site);
        context.response()
                .setStatusCode(302)
                .putHeader("Location", origin.url(user == null ? "/user/login" : "/user/" + user.uid()))
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .end();
    }

    private static JsonNode body(RoutingContext context) {
        try {
            String body = context.body().asString();
            return body == null ? JSON.missingNode() : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }

    private static void headers(RoutingContext context) {
        context.response()
                .putHeader("Cache-Control", "must-revalidate, no-cache, private")
                .putHeader("X-Content-Type-Options", "nosniff");
    }

    private static void text(RoutingContext context, String text) {
        context.response()
                .putHeader("Content-Type", "text/plain; charset=UTF-8")
                .end(text);
    }

    private static void message(RoutingContext context, int status, String message) {
        json(context, status, JSON.createObjectNode().put("message", message));
    }

    private static void json(RoutingContext context, int status, ObjectNode body) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toString());
    }
}
