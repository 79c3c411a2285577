package io.isthmus.testbed.lms;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What people do in a course: enrol themselves, finish a lesson, fetch their certificate. */
final class LearningPages implements LmsSite.Mounted {

    private final LmsState state;
    private final Browser browser;
    private final CertificatePdf pdf;

    LearningPages(LmsState state, Browser browser, CertificatePdf pdf) {
        this.state = state;
        this.browser = browser;
        this.pdf = pdf;
    }

    @Override
    public void mount(Router router) {
        router.post("/enrol/index.php").handler(context -> withCourse(context, this::enrol));
        router.post("/course/togglecompletion.php").handler(context -> withCourse(context, this::finishLesson));
        router.get("/mod/customcert/view.php").handler(this::certificate);
    }

    private void withCourse(RoutingContext context, BiConsumer<LmsUser, LmsCourse> act) {
        browser.form(context, true, form -> {
            Optional<LmsUser> user = browser.user(context);
            Optional<LmsCourse> course = id(RestServer.text(form, "id")).flatMap(state::course);
            if (user.isEmpty() || course.isEmpty() || !course.get().visible()) {
                browser.refuse(context, "Can't find data record in database.");
                return;
            }
            act.accept(user.get(), course.get());
            browser.redirect(context, "/course/view.php?id=" + course.get().id());
        });
    }

    private static Optional<Long> id(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private void enrol(LmsUser user, LmsCourse course) {
        boolean open = course.manualEnrolment() == LmsCourse.ManualEnrolment.ENABLED;
        if (open && state.enrolment(user.id(), course.id()).isEmpty()) {
            state.enrol(user.id(), course.id(), 0);
        }
    }

    /** The lessons of the stand-in are finished in their order; the last one brings the certificate. */
    private void finishLesson(LmsUser user, LmsCourse course) {
        state.transaction(() -> {
            int lessons = state.trackedModules(course.id()).size();
            Optional<LmsEnrolment> enrolment =
                    state.enrolment(user.id(), course.id()).filter(one -> one.active(state.now()) && lessons > 0);
            if (enrolment.isEmpty() || enrolment.get().completed()) {
                return null;
            }
            int done = enrolment.get().lessonsDone(lessons) + 1;
            int percent = (done * 100 + lessons - 1) / lessons;
            state.save(enrolment.get().progressed(Math.min(100, percent), state.now()));
            if (done == lessons && certificateActivity(course).isPresent()) {
                state.issueCertificate(user.id(), course.id());
            }
            return null;
        });
    }

    private Optional<LmsModule> certificateActivity(LmsCourse course) {
        return state.modules.find("course", course.id()).stream()
                .filter(module -> module.modname().equals("customcert"))
                .findFirst();
    }

    /** As in the plugin, opening it issues the certificate if there is none yet, finished or not. */
    private void certificate(RoutingContext context) {
        Optional<LmsUser> user = browser.user(context);
        Optional<LmsModule> module = id(browser.parameter(context, "id"))
                .flatMap(id -> Optional.ofNullable(state.modules.get(id)))
                .filter(found -> found.modname().equals("customcert"));
        if (user.isEmpty() || module.isEmpty()) {
            browser.refuse(context, "Can't find data record in database.");
            return;
        }
        byte[] document = state.transaction(() ->
                pdf.of(state.certificates.find("user", user.get().id()).stream()
                        .filter(issue -> issue.customcertId() == module.get().instance())
                        .findFirst()
                        .orElseGet(() -> state.issueCertificate(
                                user.get().id(), module.get().courseId()))));
        context.response()
                .putHeader("Content-Type", "application/pdf")
                .putHeader("Cache-Control", "no-store")
                .end(Buffer.buffer(document));
    }

    /** What a course page needs to know of its lessons. */
    static Map<String, Object> view(LmsState state, LmsCourse course, Optional<LmsEnrolment> enrolment) {
        var lessons = state.trackedModules(course.id());
        int done = enrolment.map(one -> one.lessonsDone(lessons.size())).orElse(0);
        long certificate = state.modules.find("course", course.id()).stream()
                .filter(module -> module.modname().equals("customcert"))
                .mapToLong(LmsModule::id)
                .findFirst()
                .orElse(0);
        return Map.of("lessons", lessons, "done", done, "certificate", certificate);
    }
}
