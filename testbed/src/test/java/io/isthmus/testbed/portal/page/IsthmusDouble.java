package io.isthmus.testbed.portal.page;

import io.isthmus.testbed.portal.IsthmusSettings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** token-service and course-service as the portal sees them, with answers to choose. */
final class IsthmusDouble implements AutoCloseable {

    static final byte[] PDF = "%PDF-1.7 sample".getBytes(StandardCharsets.UTF_8);
    private static final String ISSUER = "http://sso.example.org";

    final AtomicInteger granted = new AtomicInteger();
    final List<JsonObject> mintRequests = new CopyOnWriteArrayList<>();
    final List<String> searches = new CopyOnWriteArrayList<>();
    volatile JsonObject dashboard = dashboard(true, courses(), new JsonArray().add(certificate()));
    volatile JsonArray catalogue = new JsonArray()
            .add(course(2, "Botany for Beginners", "Science"))
            .add(course(3, "Analytical Engines", "Computing"))
            .add(course(4, "Poetry <and> Prose", "Languages"));
    final List<String> exchanged = new CopyOnWriteArrayList<>();
    volatile boolean exchangeRefused;
    volatile boolean tokensDown;
    volatile boolean coursesDown;
    volatile boolean slow;
    volatile int refuseBearer;

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    IsthmusDouble() {
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false));
        router.post("/oauth2/token").handler(this::grant);
        router.post("/v1/tokens").handler(this::mint);
        router.route("/v1/*").handler(this::courses);
        router.get("/v1/courses").handler(context -> {
            searches.add(String.valueOf(context.request().getParam("query")));
            context.json(
                    new JsonObject().put("items", catalogue).putNull("next").put("total", catalogue.size()));
        });
        router.get("/v1/courses/:id").handler(this::oneCourse);
        router.get("/v1/users/:uid/dashboard").handler(context -> context.json(dashboard));
        router.get("/v1/certificates/:id/pdf")
                .handler(context -> context.response()
                        .putHeader("Content-Type", "application/pdf")
                        .end(Buffer.buffer(PDF)));
        router.route("/sso/echo").handler(IsthmusDouble::echo);
        router.route("/embed/echo").handler(IsthmusDouble::echo);
        router.post("/sso/form").handler(IsthmusDouble::form);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    IsthmusSettings settings() {
        URI here = URI.create("http://127.0.0.1:" + server.actualPort());
        return IsthmusSettings.local()
                .withTokenService(here, URI.create(ISSUER))
                .withCourseService(here)
                .withTimeout(Duration.ofSeconds(2));
    }

    /** The services as they are mounted at the portal. */
    IsthmusSettings mountedSettings() {
        return settings().withTokenService(settings().tokenService(), null);
    }

    private static void echo(RoutingContext context) {
        var seen = new JsonObject().put("uri", context.request().uri());
        context.request()
                .headers()
                .forEach(header -> seen.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        context.json(seen);
    }

    private static void form(RoutingContext context) {
        String token = URLEncoder.encode(context.request().getFormAttribute("token"), StandardCharsets.UTF_8);
        context.response().headers().add("Set-Cookie", "a=1").add("Set-Cookie", "b=2");
        context.response()
                .setStatusCode(303)
                .putHeader("Location", "/sso/continue?token=" + token)
                .end();
    }

    private void grant(RoutingContext context) {
        if (tokensDown || !basic(context.request()).startsWith("Basic ")) {
            context.response().setStatusCode(503).end();
            return;
        }
        String subject = context.request().getFormAttribute("subject_token");
        if (subject != null && exchangeRefused) {
            context.response().setStatusCode(400).end("{\"error\":\"invalid_grant\"}");
            return;
        }
        if (subject != null) {
            exchanged.add(subject);
        }
        int number = granted.incrementAndGet();
        context.json(new JsonObject()
                .put("access_token", "access-" + number)
                .put("token_type", "Bearer")
                .put("expires_in", 300));
    }

    private void mint(RoutingContext context) {
        if (tokensDown || !basic(context.request()).startsWith("Basic ")) {
            context.response().setStatusCode(503).end();
            return;
        }
        JsonObject request = new JsonObject(String.valueOf(context.body().asString()));
        mintRequests.add(request);
        var answer = new JsonObject()
                .put("format", request.getString("format"))
                .put("jti", "n1")
                .put("issuedAt", "2026-05-04T10:00:00Z")
                .put("expiresAt", "2026-05-04T10:02:00Z");
        if (request.getString("format").equals("ssologin")) {
            answer.put("data", "the-data")
                    .put("sig", "the-sig")
                    .put("loginUrl", ISSUER + "/sso/login?data=the-data&sig=the-sig");
        } else {
            answer.put("token", "the-token").put("loginUrl", ISSUER + "/sso/login?token=the-token");
        }
        context.response().setStatusCode(201);
        context.json(answer);
    }

    private static String basic(HttpServerRequest request) {
        return String.valueOf(request.getHeader("Authorization"));
    }

    private void courses(RoutingContext context) {
        if (slow) {
            return;
        }
        if (coursesDown) {
            context.response().setStatusCode(503).end();
        } else if (!basic(context.request()).startsWith("Bearer access-") || refuseBearer-- > 0) {
            context.response().setStatusCode(401).end();
        } else {
            context.next();
        }
    }

    private void oneCourse(RoutingContext context) {
        for (Object item : catalogue) {
            JsonObject course = (JsonObject) item;
            if (course.getString("id").equals(context.pathParam("id"))) {
                context.json(course);
                return;
            }
        }
        context.response().setStatusCode(404).end();
    }

    static JsonObject dashboard(boolean linked, JsonArray courses, JsonArray certificates) {
        return new JsonObject()
                .put(
                        "user",
                        new JsonObject()
                                .put("source", "cms")
                                .put("cmsUid", "101")
                                .put("linked", linked))
                .put("courses", courses)
                .put("certificates", certificates)
                .put("stale", false)
                .put("failures", new JsonArray());
    }

    static JsonArray courses() {
        return new JsonArray()
                .add(mine(2, "Botany for Beginners", 100, "completed"))
                .add(mine(3, "Analytical Engines", 50, "in-progress"))
                .add(mine(4, "Poetry <and> Prose", 0, "not-started"));
    }

    static JsonObject mine(int id, String name, @Nullable Integer progress, String status) {
        return course(id, name, "Science").put("progress", progress).put("status", status);
    }

    private static JsonObject course(int id, String name, String category) {
        return new JsonObject()
                .put("id", "lms:" + id)
                .put("name", name)
                .put("shortName", "C" + id)
                .put("category", new JsonObject().put("id", "lms:1").put("name", category))
                .put("startDate", "2026-01-12T00:00:00Z")
                .putNull("endDate")
                .put("url", "http://lms.example.org/course/view.php?id=" + id)
                .put("target", "/course/view.php?id=" + id);
    }

    private static JsonObject certificate() {
        return new JsonObject()
                .put("id", "8f1c")
                .put("courseId", "lms:2")
                .put("courseName", "Botany for Beginners")
                .put("attempt", 1)
                .put("issuedAt", "2026-03-02T00:00:00Z")
                .putNull("expiresAt")
                .put("code", "aB3dE5fG7h")
                .put("status", "valid")
                .put("url", "http://lms.example.org/mod/customcert/verify_certificate.php?code=aB3dE5fG7h")
                .put("pdfUrl", "/v1/certificates/8f1c/pdf");
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
