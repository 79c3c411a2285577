package io.isthmus.testbed.portal.page;

import io.isthmus.testbed.portal.PortalOptions;
import io.isthmus.testbed.portal.learning.AccessTokens;
import io.isthmus.testbed.portal.learning.Calls;
import io.isthmus.testbed.portal.learning.CourseService;
import io.isthmus.testbed.portal.learning.TokenService;
import io.isthmus.testbed.portal.people.Users;
import io.isthmus.testbed.portal.session.Authentication;
import io.isthmus.testbed.portal.session.Logins;
import io.isthmus.testbed.portal.web.Passages;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/** The pages for people. */
public final class Pages {

    private static final Logger LOG = System.getLogger(Pages.class.getName());

    private final PageKit kit;
    private final Assets assets = new Assets();
    private final LoginPage login;
    private final LogoutPages logout;
    private final ProfilePages profile;
    private final LearningPages learning;
    private final CoursePages course;
    private final IsthmusPages isthmus;

    /** @param passages to the services of Isthmus that have a place on this site */
    public Pages(PortalOptions options, Users users, Authentication authentication, Logins logins, Passages passages) {
        var settings = options.isthmus();
        var calls = new Calls(settings.timeout());
        var tokens = new TokenService(settings, calls);
        var courses = new CourseService(settings, calls, new AccessTokens(tokens, options.clock()));
        this.kit = new PageKit(options.site(), authentication, assets);
        this.login = new LoginPage(kit, options.site(), users, logins);
        this.logout = new LogoutPages(kit, settings, tokens);
        this.profile = new ProfilePages(kit, users);
        this.learning = new LearningPages(kit, courses, options.clock());
        this.course = new CoursePages(kit, settings, courses, tokens, options.clock());
        this.isthmus = new IsthmusPages(kit, settings, tokens, passages);
    }

    public void mount(Router router) {
        assets.mount(router);
        login.mount(router);
        logout.mount(router);
        profile.mount(router);
        learning.mount(router);
        course.mount(router);
        isthmus.mount(router);
        router.errorHandler(
                404, context -> fail(context, 404, "There is nothing here", "The address may be mistyped or old."));
        router.errorHandler(
                405,
                context -> fail(context, 405, "That does not work here", "Please start again from the front page."));
        router.errorHandler(
                413,
                context -> fail(context, 413, "That was too much", "What you sent is larger than this site takes."));
        router.errorHandler(500, this::unexpected);
    }

    private void unexpected(RoutingContext context) {
        String reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.log(Level.ERROR, "request failed, reference " + reference, context.failure());
        fail(
                context,
                500,
                "Something went wrong here",
                "We are sorry. If it happens again, please tell us this reference: " + reference + ".");
    }

    private void fail(RoutingContext context, int status, String title, String text) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        kit.fail(context, status, title, text);
    }
}
