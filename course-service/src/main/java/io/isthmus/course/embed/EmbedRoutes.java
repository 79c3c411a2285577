package io.isthmus.course.embed;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;

/** What the static files of the component need beyond being there. */
@Singleton
class EmbedRoutes {

    // The names of the files never change, so a site has a new version within minutes. Quarkus's own
    // default says "immutable" and a day.
    private static final String CACHE_CONTROL = "public, max-age=300";
    private static final int BEFORE_STATIC_FILES = -1;

    private static final List<ZippedFile> FILES = List.of(
            ZippedFile.of("/embed/isthmus-courses.js", "text/javascript; charset=utf-8"),
            ZippedFile.of("/embed/isthmus-courses.css", "text/css; charset=utf-8"));

    void register(@Observes Router router) {
        router.route("/embed/*").order(BEFORE_STATIC_FILES).handler(EmbedRoutes::sayHowLongItIsFresh);
        for (ZippedFile file : FILES) {
            router.get(file.path()).order(BEFORE_STATIC_FILES).handler(file::sendToWhoTakesIt);
        }
        router.get("/embed/demo").order(BEFORE_STATIC_FILES).handler(EmbedRoutes::addTheLastSlash);
    }

    private static void sayHowLongItIsFresh(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL);
        context.next();
    }

    /** The route matches both spellings. */
    private static void addTheLastSlash(RoutingContext context) {
        if (context.normalizedPath().endsWith("/")) {
            context.next();
            return;
        }
        context.redirect("/embed/demo/");
    }
}
