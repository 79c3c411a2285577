package io.isthmus.testbed.portal.jsonapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.portal.Faults;
import io.isthmus.testbed.portal.SiteSettings;
import io.isthmus.testbed.portal.people.PortalUser;
import io.isthmus.testbed.portal.people.Users;
import io.isthmus.testbed.portal.session.Authentication;
import io.isthmus.testbed.portal.session.Caller;
import io.isthmus.testbed.portal.session.Session;
import io.isthmus.testbed.portal.web.RequestOrigin;
import io.isthmus.testbed.portal.web.Requests;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Drupal's JSON:API, for users.
 *
 * @see <a href="https://www.drupal.org/docs/core-modules-and-themes/core-modules/jsonapi-module">Drupal</a>
 */
public final class JsonApi {

    private static final String ROLES = "/jsonapi/user_role/user_role";
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

    private final SiteSettings site;
    private final Users users;
    private final Authentication authentication;
    private final UserReads reads;
    private final UserWrites writes;

    public JsonApi(SiteSettings site, Users users, Authentication authentication, Faults faults) {
        this.site = site;
        this.users = users;
        this.authentication = authentication;
        this.reads = new UserReads(site, users, faults);
        this.writes = new UserWrites(site, users, authentication);
    }

    public void mount(Router router) {
        router.route("/jsonapi").blockingHandler(context -> answer(context, this::index), false);
        router.route(UserResources.PATH).blockingHandler(context -> answer(context, this::collection), false);
        router.route(UserResources.PATH + "/:uuid")
                .blockingHandler(context -> answer(context, this::individual), false);
        router.route(ROLES).blockingHandler(context -> answer(context, this::roles), false);
        router.route("/jsonapi/*")
                .handler(context -> answer(context, (it, origin) -> {
                    throw JsonApiFault.of(
                            404, "No route found for \"" + it.request().method() + " " + Requests.path(it) + "\"");
                }));
    }

    private interface Endpoint {
        void answer(RoutingContext context, RequestOrigin origin);
    }

    private void answer(RoutingContext context, Endpoint endpoint) {
        RequestOrigin origin = RequestOrigin.of(context.request(), site);
        context.response()
                .putHeader("Cache-Control", "must-revalidate, no-cache, private")
                .putHeader("Content-language", "en")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "SAMEORIGIN")
                .putHeader("Expires", "Sun, 19 Nov 1978 05:00:00 GMT");
        try {
            endpoint.answer(context, origin);
        } catch (JsonApiFault fault) {
            fault.headers().forEach((name, value) -> context.response().putHeader(name, value));
            Documents.send(context, fault.status(), Documents.errors(fault, Documents.self(context, origin)));
        }
    }

    private void index(RoutingContext context, RequestOrigin origin) {
        allow(context, origin, "GET, HEAD");
        ObjectNode document = Documents.document();
        document.putArray("data");
        PortalUser me = authentication.caller(context).user();
        if (me != null) {
            ObjectNode link = document.putObject("meta").putObject("links").putObject("me");
            link.putObject("meta").put("id", me.uuid().toString());
            link.put("href", origin.url(UserResources.PATH + "/" + me.uuid()));
        }
        Documents.link(document, "self", origin.url("/jsonapi"));
        Documents.link(document, "user--user", origin.url(UserResources.PATH));
        Documents.link(document, "user_role--user_role", origin.url(ROLES));
        Documents.send(context, 200, document);
    }

    private void collection(RoutingContext context, RequestOrigin origin) {
        if (context.request().method() == HttpMethod.POST) {
            Caller caller = writer(context, origin);
            writes.create(context, origin, caller);
            return;
        }
        allow(context, origin, "POST, GET, HEAD");
        reads.collection(context, origin, authentication.caller(context));
    }

    private void individual(RoutingContext context, RequestOrigin origin) {
        HttpMethod method = context.request().method();
        if (method == HttpMethod.PATCH || method == HttpMethod.DELETE) {
            refuseWhenReadOnly(context, origin);
            PortalUser user = find(context, method == HttpMethod.PATCH ? ".patch" : ".delete");
            Caller caller = writer(context, origin);
            if (method == HttpMethod.PATCH) {
                writes.patch(context, origin, caller, user);
            } else {
                writes.delete(context, caller, user);
            }
            return;
        }
        allow(context, origin, "POST, GET, HEAD, DELETE, PATCH");
        Caller caller = authentication.caller(context);
        if (Requests.pathParam(context, "uuid").equals(UserResources.ANONYMOUS.toString())) {
            reads.anonymousUser(context, origin, caller);
            return;
        }
        reads.single(context, origin, caller, find(context, ""));
    }

    private PortalUser find(RoutingContext context, String route) {
        return UserReads.uuid(Requests.pathParam(context, "uuid"))
                .flatMap(users::byUuid)
                .orElseThrow(() -> JsonApiFault.of(
                        404,
                        "The \"entity\" parameter was not converted for the path \"/jsonapi/user/user/{entity}\" "
                                + "(route name: \"jsonapi.user--user.individual" + route + "\")"));
    }

    /** Roles are listed by name to those alone who administer permissions: to nobody who calls here. */
    private void roles(RoutingContext context, RequestOrigin origin) {
        allow(context, origin, "GET, HEAD");
        ObjectNode document = Documents.document();
        document.putArray("data");
        ObjectNode omitted = document.putObject("meta").putObject("omitted");
        omitted.put("detail", "Some resources have been omitted because of insufficient authorization.");
        ObjectNode links = omitted.putObject("links");
        links.putObject("help")
                .put("href", "https://www.drupal.org/docs/8/modules/json-api/filtering#filters-access-control");
        for (String role : Roles.ALL) {
            UUID uuid = Roles.uuid(role);
            ObjectNode item = links.putObject("item--" + uuid.toString().substring(0, 7));
            item.put("href", origin.url(ROLES + "/" + uuid));
            item.putObject("meta")
                    .put("rel", "item")
                    .put(
                            "detail",
                            "The current user is not allowed to GET the selected resource."
                                    + " The 'administer permissions' permission is required.");
        }
        Documents.link(document, "self", origin.url(ROLES));
        Documents.send(context, 200, document);
    }

    private static void allow(RoutingContext context, RequestOrigin origin, String allowed) {
        HttpMethod method = context.request().method();
        if (!READS.contains(method)) {
            throw JsonApiFault.of(
                    405,
                    "No route found for \"" + method + " " + origin.url(Requests.path(context))
                            + "\": Method Not Allowed (Allow: " + allowed + ")",
                    Map.of("Allow", allowed));
        }
    }

    private void refuseWhenReadOnly(RoutingContext context, RequestOrigin origin) {
        if (site.readOnly()) {
            throw JsonApiFault.of(
                    405,
                    "JSON:API is configured to accept only read operations. Site administrators can configure this at "
                            + origin.url("/admin/config/services/jsonapi") + ".",
                    Map.of("Allow", "GET"));
        }
    }

    /** Checks what goes before permissions: the media type, that there are credentials, and the CSRF token. */
    private Caller writer(RoutingContext context, RequestOrigin origin) {
        refuseWhenReadOnly(context, origin);
        HttpServerRequest request = context.request();
        String type = String.valueOf(request.getHeader("Content-Type"));
        if (request.method() != HttpMethod.DELETE && !type.split(";")[0].strip().equals(Documents.MEDIA_TYPE)) {
            throw JsonApiFault.of(415, "No route found that matches \"Content-Type: " + type + "\"");
        }
        Caller caller = authentication.caller(context);
        if (caller.anonymous() && !caller.triedBasic()) {
            throw JsonApiFault.of(
                    401,
                    "No authentication credentials provided.",
                    Map.of("WWW-Authenticate", "Basic realm=\"" + site.name() + "\""));
        }
        if (!caller.anonymous() && caller.sentCookie()) {
            askCsrfToken(request.getHeader("X-CSRF-Token"), caller.session());
        }
        return caller;
    }

    private static void askCsrfToken(@Nullable String token, @Nullable Session session) {
        if (token == null) {
            throw JsonApiFault.of(403, "X-CSRF-Token request header is missing");
        }
        if (session == null || !session.accepts(token)) {
            throw JsonApiFault.of(403, "X-CSRF-Token request header is invalid");
        }
    }
}
