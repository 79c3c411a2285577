package io.isthmus.testbed.portal.page;

import io.isthmus.testbed.portal.IsthmusSettings;
import io.isthmus.testbed.portal.learning.Course;
import io.isthmus.testbed.portal.learning.CourseService;
import io.isthmus.testbed.portal.learning.Dashboard;
import io.isthmus.testbed.portal.learning.Outcome;
import io.isthmus.testbed.portal.learning.Outcome.Found;
import io.isthmus.testbed.portal.learning.Outcome.Missing;
import io.isthmus.testbed.portal.learning.TokenService;
import io.isthmus.testbed.portal.learning.TokenService.LoginToken;
import io.isthmus.testbed.portal.page.PageKit.Visitor;
import io.isthmus.testbed.portal.web.Requests;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A course and the way into it: the browser hands a fresh token to token-service. */
final class CoursePages {

    private final PageKit kit;
    private final IsthmusSettings settings;
    private final CourseService courses;
    private final TokenService tokens;
    private final Clock clock;

    CoursePages(PageKit kit, IsthmusSettings settings, CourseService courses, TokenService tokens, Clock clock) {
        this.kit = kit;
        this.settings = settings;
        this.courses = courses;
        this.tokens = tokens;
        this.clock = clock;
    }

    void mount(Router router) {
        router.get("/course/:id").blockingHandler(this::show, false);
        router.post("/course/:id/start")
                .blockingHandler(context -> kit.withForm(context, it -> start(context, it)), false);
        router.get("/course/:id/start")
                .blockingHandler(
                        context -> kit.redirect(context, CourseCard.path(Requests.pathParam(context, "id"))), false);
    }

    private void show(RoutingContext context) {
        Outcome<Course> outcome = courses.course(Requests.pathParam(context, "id"));
        if (!(outcome instanceof Found<Course> found)) {
            refuse(context, outcome);
            return;
        }
        Map<String, Object> data = new HashMap<>();
        CourseCard card = CourseCard.of(found.value(), clock.instant());
        data.put("summary", Objects.requireNonNullElse(found.value().summary(), ""));
        data.put("here", CourseCard.path(found.value().id()));
        data.put("card", card);
        data.put("mine", null);
        kit.visitor(context)
                .flatMap(visitor -> courses.dashboard(visitor.user().uid())
                        .map(dashboard -> dashboard.course(found.value().id()))
                        .orElse(Optional.empty()))
                .ifPresent(mine -> data.put("mine", CourseCard.of(mine, clock.instant())));
        kit.send(context, 200, "course", card.name(), data);
    }

    private void start(RoutingContext context, Visitor visitor) {
        String id = Requests.pathParam(context, "id");
        Outcome<String> target = target(visitor, id);
        if (!(target instanceof Found<String> path)) {
            refuse(context, target);
            return;
        }
        Outcome<LoginToken> minted = tokens.mint(visitor.user(), settings.tokenFormat(), path.value());
        if (!(minted instanceof Found<LoginToken> token)) {
            kit.fail(
                    context,
                    503,
                    "The way to the course is closed right now",
                    "We could not prepare your login at the learning platform. Please try again in a few minutes.");
            return;
        }
        if ("link".equals(context.request().getParam("handover"))) {
            PageKit.headers(context.response());
            context.response()
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("Location", token.value().loginUrl().toString())
                    .setStatusCode(303)
                    .end();
            return;
        }
        HandOver.send(kit, context, HandOver.login(settings, token.value(), CourseCard.path(id)));
    }

    /** @return where at the LMS the course is; of the person's own courses if the catalogue does not have it */
    private Outcome<String> target(Visitor visitor, String id) {
        Outcome<Course> course = courses.course(id);
        if (course instanceof Missing) {
            Outcome<Dashboard> dashboard = courses.dashboard(visitor.user().uid());
            return dashboard instanceof Found<Dashboard> found
                            && found.value().course(id).isPresent()
                    ? new Found<>(target(id, found.value().course(id).get().target()))
                    : new Missing<>();
        }
        return course.map(found -> target(id, found.target()));
    }

    private static String target(String id, @Nullable String target) {
        return target != null ? target : "/course/view.php?id=" + id.substring(id.indexOf(':') + 1);
    }

    private void refuse(RoutingContext context, Outcome<?> outcome) {
        if (outcome instanceof Missing) {
            kit.fail(context, 404, "No such course", "It may have been renamed or closed.");
            return;
        }
        kit.fail(
                context,
                503,
                "Courses cannot be shown right now",
                "The learning platform is taking a break. Please try again in a few minutes.");
    }
}
