package io.isthmus.testbed.lms;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/** Puts the parts together and says what is found at which path. */
final class LmsSite {

    private final RestServer rest;
    private final Faults faults = new Faults();
    private final Calls calls = new Calls();
    private final RestHandler restHandler;
    private final List<Mounted> pages;

    /** Something with paths of its own. */
    interface Mounted {
        void mount(Router router);
    }

    LmsSite(LmsOptions options, LmsState state, Tokens tokens, String wwwroot) {
        var sessions = new Sessions();
        var keys = new UserKeys(options.clock(), sessions);
        var accounts = new Accounts(state, sessions);
        rest = new RestServer(state, tokens, functions(options, state, accounts, keys, wwwroot));
        restHandler = new RestHandler(rest, tokens, faults, calls, options);
        var browser = new Browser(state, sessions, new Pages(), wwwroot);
        pages = List.of(
                new UserKeyPages(keys, browser),
                new SsoLoginPage(state, browser, options),
                new AccountPages(state, browser, options.launchUrl(), options.logoutRedirect()),
                new CoursePages(state, browser),
                new LearningPages(state, browser, new CertificatePdf(state)),
                new StandInControl(faults, calls, tokens),
                new CertificateFiles(state, tokens, new CertificatePdf(state), calls, options.clock()));
    }

    private List<WebFunction> functions(
            LmsOptions options, LmsState state, Accounts accounts, UserKeys keys, String wwwroot) {
        var customFields = new CustomFields(state);
        var userView = new UserView(state, customFields, wwwroot);
        var courseView = new CourseView(state, wwwroot);
        var courses = new CourseFunctions(state, courseView);
        var cohorts = new Cohorts(state);
        var functions = new ArrayList<WebFunction>();
        functions.addAll(new SiteFunctions(state, userView, wwwroot, () -> rest().functionNames()).all());
        functions.addAll(new UserFunctions(state, userView).all());
        functions.addAll(new UserWrites(state, accounts, customFields).all());
        functions.addAll(courses.all());
        functions.addAll(new EnrolledCourses(state, courses, courseView).all());
        functions.addAll(new ModuleFunctions(state, courses).all());
        functions.addAll(new CompletionFunctions(state, accounts, courses, wwwroot).all());
        functions.addAll(new EnrolFunctions(state, courses).all());
        functions.addAll(new CertificateFunctions(state, new CertificatePdf(state)).all());
        functions.addAll(new BadgeFunctions(state, accounts, wwwroot).all());
        functions.addAll(new CohortFunctions(state, cohorts).all());
        functions.addAll(new CohortMembers(state, cohorts, accounts).all());
        functions.addAll(new CohortSearch(state).all());
        functions.addAll(new ReportFunctions(state, userView, wwwroot).all());
        functions.addAll(new LoginFunctions(state, keys, options.mappingField(), wwwroot).all());
        return functions;
    }

    void mount(Router router) {
        router.route().handler(new FaultHandler(faults));
        router.errorHandler(500, LmsSite::failed);
        restHandler.mount(router);
        pages.forEach(page -> page.mount(router));
    }

    /** A fault of the stand-in itself: whoever runs a test should see it in the answer. */
    private static void failed(RoutingContext context) {
        context.response()
                .setStatusCode(500)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end("The LMS stand-in failed: " + context.failure());
    }

    RestServer rest() {
        return rest;
    }

    Faults faults() {
        return faults;
    }

    Calls calls() {
        return calls;
    }
}
