package io.isthmus.testbed.lms;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The front page, the dashboard and a course, each showing who is logged in. */
final class CoursePages implements LmsSite.Mounted {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH);

    private final LmsState state;
    private final Browser browser;

    CoursePages(LmsState state, Browser browser) {
        this.state = state;
        this.browser = browser;
    }

    @Override
    public void mount(Router router) {
        router.get("/").handler(this::front);
        router.get("/my/").handler(this::dashboard);
        router.get("/course/view.php").handler(this::course);
        router.get("/lms.css").handler(CoursePages::style);
        router.get("/pluginfile.php/:context/course/generated/course.svg").handler(CoursePages::image);
    }

    /**
     * A course on a page.
     *
     * @param progress percent; null = not tracked or not enrolled
     */
    public record Card(
            LmsCourse course,
            String category,
            String start,
            @Nullable Integer progress) {}

    private void front(RoutingContext context) {
        List<Card> cards = state.transaction(() -> state.coursesSorted().stream()
                .filter(course -> course.visible() && !course.isSite())
                .map(course -> card(course, Optional.empty()))
                .toList());
        browser.show(context, "Home", "front", Map.of("cards", cards));
    }

    private void dashboard(RoutingContext context) {
        Optional<LmsUser> user = browser.user(context);
        if (user.isEmpty()) {
            browser.redirect(context, "/login/index.php");
            return;
        }
        List<Card> cards =
                state.transaction(() -> state.activeEnrolments(user.get().id()).stream()
                        .map(enrolment ->
                                card(state.course(enrolment.courseId()).orElseThrow(), Optional.of(enrolment)))
                        .filter(card -> card.course().visible())
                        .sorted(Comparator.comparingLong(card -> card.course().sortKey()))
                        .toList());
        browser.show(context, "Dashboard", "my", Map.of("cards", cards));
    }

    private void course(RoutingContext context) {
        String id = browser.parameter(context, "id");
        Optional<LmsCourse> course = id.matches("\\d{1,18}") ? state.course(Long.parseLong(id)) : Optional.empty();
        Optional<LmsUser> user = browser.user(context);
        if (course.isEmpty()) {
            browser.refuse(context, "Can't find data record in database.");
            return;
        }
        if (user.isEmpty()) {
            browser.redirect(context, "/login/index.php?wantsurl=/course/view.php%3Fid%3D" + id);
            return;
        }
        if (!course.get().visible() && user.get().id() != SampleWorld.ADMIN) {
            browser.refuse(context, "Sorry, this course is currently hidden.");
            return;
        }
        Optional<LmsEnrolment> enrolment =
                state.transaction(() -> state.activeEnrolments(user.get().id()).stream()
                        .filter(one -> one.courseId() == course.get().id())
                        .findFirst());
        enrolment.ifPresent(one -> state.transaction(() -> state.enrolments.save(one.opened(state.now()))));
        var data = new LinkedHashMap<>(state.transaction(() -> LearningPages.view(state, course.get(), enrolment)));
        data.put("card", card(course.get(), enrolment));
        data.put("enrolled", enrolment.isPresent());
        data.put("open", course.get().manualEnrolment() == LmsCourse.ManualEnrolment.ENABLED);
        browser.show(context, course.get().fullname(), "course", data);
    }

    private Card card(LmsCourse course, Optional<LmsEnrolment> enrolment) {
        LmsCategory category = state.categories.get(course.categoryId());
        boolean tracked = course.completion() == LmsCourse.Completion.TRACKED;
        Integer progress = tracked ? enrolment.map(LmsEnrolment::progress).orElse(null) : null;
        return new Card(course, category == null ? "" : category.name(), day(course.startDate()), progress);
    }

    private static String day(long seconds) {
        return seconds == 0
                ? ""
                : Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC).format(DAY);
    }

    private static void style(RoutingContext context) {
        context.response().putHeader("Content-Type", "text/css; charset=utf-8").end(Resources.text("/lms/lms.css"));
    }

    /** A pattern of the course's own colour, as Moodle generates one for a course without an image. */
    private static void image(RoutingContext context) {
        int hue = Math.floorMod(String.valueOf(context.pathParam("context")).hashCode() * 47, 360);
        context.response()
                .putHeader("Content-Type", "image/svg+xml")
                .putHeader("Cache-Control", "public, max-age=3600")
                .end(Resources.text("/lms/course.svg").replace("{hue}", Integer.toString(hue)));
    }
}
