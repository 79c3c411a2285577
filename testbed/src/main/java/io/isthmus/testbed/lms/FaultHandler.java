package io.isthmus.testbed.lms;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;

/** Makes pages and files fail as {@link Faults} tells; the web services do so for themselves. */
final class FaultHandler implements Handler<RoutingContext> {

    private static final String DB_DOWN = "<p>Error: Database connection failed</p>\r\n"
            + "<p>It is possible that the database is overloaded or otherwise not running properly.</p>\r\n"
            + "<p>The site administrator should also check that the database details have been correctly specified in"
            + " config.php</p>";
    private static final String MAINTENANCE = "The site is undergoing maintenance and is currently not available";

    private final Faults faults;

    FaultHandler(Faults faults) {
        this.faults = faults;
    }

    @Override
    public void handle(RoutingContext context) {
        String path = context.normalizedPath();
        if (path.equals(RestHandler.PATH) || path.startsWith(StandInControl.PREFIX)) {
            context.next();
            return;
        }
        Optional<Fault> fault = faults.take(path);
        if (fault.isEmpty()) {
            context.next();
            return;
        }
        Delay.run(context, fault.get(), () -> {
            if (fault.get().kind() == Fault.Kind.SLOW || fault.get().kind() == Fault.Kind.LATE) {
                context.next();
            } else {
                fail(context, fault.get().kind());
            }
        });
    }

    static void fail(RoutingContext context, Fault.Kind kind) {
        switch (kind) {
            case HANG -> {}
            case DOWN -> html(context.response().setStatusCode(503).putHeader("Retry-After", "300"), "down");
            case ERROR_500 -> context.response().setStatusCode(500).end();
            case FORBIDDEN -> context.response().setStatusCode(403).end();
            case DB_DOWN -> error(context, "dml_connection_exception", "dbconnectionfailed", DB_DOWN);
            case MAINTENANCE -> error(context, "core\\exception\\moodle_exception", "sitemaintenance", MAINTENANCE);
            case HTML -> html(context.response(), "This is not the page you are looking for");
            default -> context.request().connection().close();
        }
    }

    private static void html(HttpServerResponse response, String text) {
        response.putHeader("Content-Type", "text/html; charset=utf-8").end("<html><body>" + text + "</body></html>");
    }

    private static void error(RoutingContext context, String exception, String errorcode, String message) {
        context.response()
                .putHeader("Content-Type", "application/json")
                .end(RestServer.write(Map.of("exception", exception, "errorcode", errorcode, "message", message)));
    }
}
