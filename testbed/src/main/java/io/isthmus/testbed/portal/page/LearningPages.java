package io.isthmus.testbed.portal.page;

import io.isthmus.testbed.portal.learning.CourseService;
import io.isthmus.testbed.portal.learning.CourseService.Catalogue;
import io.isthmus.testbed.portal.learning.Dashboard;
import io.isthmus.testbed.portal.learning.Outcome;
import io.isthmus.testbed.portal.learning.Outcome.Found;
import io.isthmus.testbed.portal.learning.Outcome.Missing;
import io.isthmus.testbed.portal.page.CourseCard.Award;
import io.isthmus.testbed.portal.page.PageKit.Visitor;
import io.isthmus.testbed.portal.web.Requests;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The front page, "My learning", the catalogue and certificates. */
final class LearningPages {

    private static final int SHORT_LIST = 6;
    private static final int LONG_LIST = 50;

    private final PageKit kit;
    private final CourseService courses;
    private final Clock clock;

    LearningPages(PageKit kit, CourseService courses, Clock clock) {
        this.kit = kit;
        this.courses = courses;
        this.clock = clock;
    }

    void mount(Router router) {
        router.get("/").blockingHandler(this::front, false);
        router.get("/learning")
                .blockingHandler(context -> kit.withVisitor(context, it -> learning(context, it)), false);
        router.get("/courses").blockingHandler(this::catalogue, false);
        router.get("/certificates/:id/pdf")
                .blockingHandler(context -> kit.withVisitor(context, it -> certificate(context, it)), false);
    }

    private void front(RoutingContext context) {
        Map<String, Object> data = new HashMap<>();
        kit.visitor(context).ifPresent(visitor -> {
            Outcome<Dashboard> dashboard = courses.dashboard(visitor.user().uid());
            data.put("mine", dashboard.map(this::unfinished).orElse(List.of()));
        });
        data.putIfAbsent("mine", List.of());
        cards(data, courses.catalogue("", SHORT_LIST));
        kit.send(context, 200, "front", "Welcome", data);
    }

    private List<CourseCard> unfinished(Dashboard dashboard) {
        return dashboard.courses().stream()
                .map(course -> CourseCard.of(course, clock.instant()))
                .filter(CourseCard::unfinished)
                .limit(2)
                .toList();
    }

    private void catalogue(RoutingContext context) {
        String query = Objects.requireNonNullElse(context.request().getParam("query"), "");
        Map<String, Object> data = new HashMap<>();
        data.put("query", query);
        cards(data, courses.catalogue(query, LONG_LIST));
        kit.send(context, 200, "courses", "Courses", data);
    }

    private void cards(Map<String, Object> data, Outcome<Catalogue> catalogue) {
        data.put("available", catalogue instanceof Found);
        data.put(
                "cards",
                catalogue
                        .map(found -> found.items().stream()
                                .map(course -> CourseCard.of(course, clock.instant()))
                                .toList())
                        .orElse(List.of()));
    }

    private void learning(RoutingContext context, Visitor visitor) {
        Map<String, Object> data = new HashMap<>();
        Outcome<Dashboard> outcome = courses.dashboard(visitor.user().uid());
        if (outcome instanceof Found<Dashboard> found && found.value().linked()) {
            dashboard(data, found.value());
            kit.send(context, 200, "learning", "My learning", data);
        } else if (outcome instanceof Outcome.Unavailable) {
            kit.send(context, 200, "learning-unavailable", "My learning", data);
        } else {
            cards(data, courses.catalogue("", LONG_LIST));
            kit.send(context, 200, "learning-new", "My learning", data);
        }
    }

    private void dashboard(Map<String, Object> data, Dashboard dashboard) {
        List<CourseCard> cards = dashboard.courses().stream()
                .map(course -> CourseCard.of(course, clock.instant()))
                .toList();
        List<Award> awards = dashboard.certificates().stream()
                .map(certificate -> Award.of(certificate, clock.instant()))
                .toList();
        data.put("cards", cards);
        data.put("awards", awards);
        data.put(
                "completed",
                cards.stream().filter(card -> card.status().equals("completed")).count());
        data.put("stale", dashboard.stale());
        data.put("partial", !dashboard.failures().isEmpty());
    }

    private void certificate(RoutingContext context, Visitor visitor) {
        Outcome<byte[]> pdf = courses.certificatePdf(visitor.user().uid(), Requests.pathParam(context, "id"));
        if (pdf instanceof Found<byte[]> found) {
            PageKit.headers(context.response());
            context.response()
                    .putHeader("Content-Type", "application/pdf")
                    .putHeader("Content-Security-Policy", "sandbox")
                    .putHeader("Content-Disposition", "attachment; filename=\"certificate.pdf\"")
                    .end(Buffer.buffer(found.value()));
        } else if (pdf instanceof Missing) {
            kit.fail(context, 404, "No such certificate", "It is not among your certificates.");
        } else {
            kit.fail(
                    context,
                    503,
                    "The certificate cannot be fetched right now",
                    "It is safe where it is kept. Please try again in a few minutes.");
        }
    }
}
