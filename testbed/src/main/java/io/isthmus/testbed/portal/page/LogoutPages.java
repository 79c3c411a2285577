package io.isthmus.testbed.portal.page;

import io.isthmus.testbed.portal.IsthmusSettings;
import io.isthmus.testbed.portal.TokenFormat;
import io.isthmus.testbed.portal.learning.Outcome;
import io.isthmus.testbed.portal.learning.Outcome.Found;
import io.isthmus.testbed.portal.learning.TokenService;
import io.isthmus.testbed.portal.learning.TokenService.LoginToken;
import io.isthmus.testbed.portal.page.PageKit.Visitor;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;

/** Logging out here for certain, and everywhere else if token-service can be reached. */
final class LogoutPages {

    private final PageKit kit;
    private final IsthmusSettings settings;
    private final TokenService tokens;

    LogoutPages(PageKit kit, IsthmusSettings settings, TokenService tokens) {
        this.kit = kit;
        this.settings = settings;
        this.tokens = tokens;
    }

    void mount(Router router) {
        router.get("/user/logout").blockingHandler(this::ask, false);
        router.post("/user/logout").blockingHandler(context -> kit.withForm(context, it -> logout(context, it)), false);
    }

    private void ask(RoutingContext context) {
        if (kit.visitor(context).isEmpty()) {
            kit.redirect(context, "/");
            return;
        }
        kit.send(context, 200, "logout", "Log out", Map.of());
    }

    private void logout(RoutingContext context, Visitor visitor) {
        kit.authentication().close(context, visitor.session());
        kit.authentication().forget(context);
        Outcome<LoginToken> token = tokens.mint(visitor.user(), TokenFormat.JWE, null);
        if (token instanceof Found<LoginToken> found) {
            HandOver.send(kit, context, HandOver.logout(settings, found.value()));
            return;
        }
        kit.send(context, 200, "logged-out", "You are logged out", Map.of());
    }
}
