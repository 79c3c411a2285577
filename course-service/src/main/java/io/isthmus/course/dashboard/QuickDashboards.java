package io.isthmus.course.dashboard;

import io.isthmus.course.access.KnownCallers;
import io.isthmus.course.access.Subject;
import io.isthmus.course.http.Answers;
import io.isthmus.course.http.Timing;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Answers who was let in a moment ago, and about whose accounts is known, before the request becomes a matter of
 * JAX-RS, whose identities and scopes cost several times the answer. Everything else, refusals too, is left to
 * {@link UserResource}.
 */
@Singleton
class QuickDashboards {

    /** Of a request that was tried here: why there is no dashboard. */
    static final String FAILURE = "isthmus.dashboard.failure";

    /** Behind CORS (−300), before Quarkus looks for an identity (−200). */
    private static final int BEFORE_IDENTITY = -250;

    private final KnownCallers callers;
    private final Dashboards dashboards;
    private final Answers answers;

    QuickDashboards(KnownCallers callers, Dashboards dashboards, Answers answers) {
        this.callers = callers;
        this.dashboards = dashboards;
        this.answers = answers;
    }

    void register(@Observes Router router) {
        router.get("/v1/users/:cmsUid/dashboard").order(BEFORE_IDENTITY).handler(this::answer);
    }

    private void answer(RoutingContext context) {
        Optional<Subject> person = person(context);
        if (person.isEmpty()) {
            context.next();
            return;
        }
        var timing = new Timing();
        Optional<Told> told = dashboards.known(person.get());
        if (told.isPresent()) {
            timing.lap("cache");
            send(context, told.get(), timing);
            return;
        }
        dashboards
                .dashboard(person.get(), timing)
                .subscribe()
                .with(
                        found -> {
                            timing.lap("parts");
                            send(context, found, timing);
                        },
                        failure -> context.put(FAILURE, failure).next());
    }

    /** What JAX-RS reads in another way is left to it. */
    private Optional<Subject> person(RoutingContext context) {
        String uid = context.pathParam("cmsUid");
        if (uid == null || uid.indexOf(';') >= 0 || !UserResource.isUid(uid)) {
            return Optional.empty();
        }
        return callers.reading(context.request().getHeader(HttpHeaders.AUTHORIZATION), uid);
    }

    private void send(RoutingContext context, Told told, Timing timing) {
        answers.send(told.body(), told.readAt(), context.request(), timing);
    }
}
