package io.isthmus.bench.usersync;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;

/**
 * A CMS that costs next to nothing: each uid is a person, and all live in one city. The portal, which checks a password
 * for each call as Drupal does, would be what is measured.
 */
final class QuickCms implements AutoCloseable {

    private static final String UID = "filter[drupal_internal__uid]";
    private static final String UIDS = "filter[u][condition][value][";
    private static final String DOCUMENT = """
            {"jsonapi":{"version":"1.0"},"data":[""";
    private static final String INDEX = """
            {"jsonapi": {"version": "1.0"}, "meta": {"links": {"me": {"meta": {"id": "service"}}}}}""";

    /** user-sync-service looks its own account up by name, and compares it with whom the index says it is. */
    private static final String NAME = "filter[name]";

    private static final String SERVICE = """
            {"type":"user--user","id":"service"}""";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final HttpServer server;
    private volatile String city = "London";
    private volatile Instant changed = Instant.EPOCH;

    QuickCms() {
        server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Everybody moves; nobody is told. */
    void move(String where) {
        city = where;
        changed = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private void answer(HttpServerRequest request) {
        var users = new ArrayList<String>();
        request.params().forEach((name, uid) -> {
            if (name.equals(UID) || name.startsWith(UIDS)) {
                users.add(user(uid));
            } else if (name.equals(NAME)) {
                users.add(SERVICE);
            }
        });
        request.response()
                .putHeader("Content-Type", "application/vnd.api+json")
                .end(users.isEmpty() ? INDEX : DOCUMENT + String.join(",", users) + "]}");
    }

    private String user(String uid) {
        return "{\"type\":\"user--user\","
                + "\"id\":\"00000000-0000-4000-8000-" + "0".repeat(12 - uid.length()) + uid + "\",\"attributes\":{"
                + "\"drupal_internal__uid\":" + uid + ",\"name\":\"p" + uid + "\",\"mail\":\"p" + uid
                + "@example.org\",\"status\":true,\"langcode\":\"en\",\"preferred_langcode\":\"en\",\"changed\":\""
                + changed + "\",\"field_first_name\":\"Person\",\"field_last_name\":\"Number " + uid
                + "\",\"field_city\":\"" + city + "\",\"field_country\":\"GB\"}}";
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
