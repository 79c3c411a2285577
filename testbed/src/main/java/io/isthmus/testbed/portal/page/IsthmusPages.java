package io.isthmus.testbed.portal.page;

import io.isthmus.testbed.portal.IsthmusSettings;
import io.isthmus.testbed.portal.learning.Outcome;
import io.isthmus.testbed.portal.learning.Outcome.Found;
import io.isthmus.testbed.portal.learning.Outcome.Missing;
import io.isthmus.testbed.portal.learning.TokenService;
import io.isthmus.testbed.portal.learning.TokenService.AccessToken;
import io.isthmus.testbed.portal.page.PageKit.Visitor;
import io.isthmus.testbed.portal.web.Passages;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Isthmus on this site's own host: token-service's pages for people at {@code /sso}, which see the session here, and
 * for {@code <isthmus-courses>} course-service at {@code /isthmus}, with tokens of whoever is logged in.
 */
final class IsthmusPages {

    private static final String COURSES = "/isthmus";

    private final PageKit kit;
    private final IsthmusSettings settings;
    private final TokenService tokens;
    private final Passages passages;

    IsthmusPages(PageKit kit, IsthmusSettings settings, TokenService tokens, Passages passages) {
        this.kit = kit;
        this.settings = settings;
        this.tokens = tokens;
        this.passages = passages;
    }

    void mount(Router router) {
        router.route("/sso/*").handler(passages.to(settings.tokenService(), "", true));
        router.get(COURSES + "/token").blockingHandler(this::token, false);
        var courses = passages.to(settings.courseService(), COURSES, false);
        router.get(COURSES + "/embed/*").handler(courses);
        router.get(COURSES + "/v1/*").handler(courses);
        router.errorHandler(
                502,
                context -> kit.fail(
                        context,
                        502,
                        "This does not work right now",
                        "The service behind this page is not answering. Please try again in a few minutes."));
    }

    private void token(RoutingContext context) {
        PageKit.headers(context.response());
        context.response().putHeader("Cache-Control", "no-store");
        Optional<Visitor> visitor = kit.visitor(context);
        if (visitor.isEmpty()) {
            context.response().setStatusCode(401).end();
            return;
        }
        Outcome<AccessToken> token = tokens.accessTokenOf(visitor.get().user());
        if (token instanceof Found<AccessToken> found) {
            context.json(new JsonObject()
                    .put("access_token", found.value().value())
                    .put("expires_in", found.value().expiresIn()));
            return;
        }
        context.response().setStatusCode(token instanceof Missing ? 404 : 503).end();
    }
}
