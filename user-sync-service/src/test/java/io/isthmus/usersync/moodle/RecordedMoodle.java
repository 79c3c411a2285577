package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.moodle.MoodleClient;
import io.isthmus.moodle.MoodleSettings;
import io.isthmus.moodle.MoodleToken;
import io.isthmus.testbed.recordings.Recordings;
import io.isthmus.usersync.account.KnownAccounts;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.mutiny.core.Vertx;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Answers a call of a function as a real Moodle was recorded to, and keeps what was asked. */
final class RecordedMoodle implements AutoCloseable, MoodleCalls {

    /** Recordings that any test has used. */
    static final Set<String> USED = new TreeSet<>();

    /** The custom profile fields of this Moodle. */
    private static final Set<String> CUSTOM = Set.of("employeeno", "hobby");

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, List<JsonNode>> answers = new HashMap<>();
    private final List<Map<String, String>> asked = new ArrayList<>();
    private volatile @Nullable String echoed;
    private final HttpServer server;
    private final MoodleClient client;

    RecordedMoodle() {
        server = vertx.getDelegate()
                .createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        client = new MoodleClient(
                vertx,
                new MoodleSettings(URI.create("http://127.0.0.1:" + server.actualPort()), MoodleToken.of("recorded")));
    }

    /** Its function is answered so from now on; given more than once, one after the other, the last one for ever. */
    RecordedMoodle answering(String recording) {
        USED.add(recording);
        JsonNode recorded = Recordings.moodle(recording);
        answers.computeIfAbsent(recorded.path("request").path("function").asText(), function -> new ArrayList<>())
                .add(recorded);
        return this;
    }

    /** Whoever else is looked up is there: an account with this id and what it is looked up by. */
    RecordedMoodle echoing(String id) {
        echoed = id;
        return this;
    }

    private String echo(Map<String, String> form) {
        ObjectNode user = JsonNodeFactory.instance.objectNode().put("id", echoed);
        user.put("username", "alice").put("email", "alice@example.test").put("idnumber", "CMS-1001");
        user.put(form.get("field"), form.get("values[0]"));
        return JsonNodeFactory.instance.arrayNode().add(user).toString();
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            Map<String, String> form = form(body.toString(StandardCharsets.UTF_8));
            asked.add(form);
            List<JsonNode> queue = answers.getOrDefault(form.get("wsfunction"), List.of());
            if (queue.isEmpty() && echoed != null && "core_user_get_users_by_field".equals(form.get("wsfunction"))) {
                request.response().end(echo(form));
                return;
            }
            if (queue.isEmpty()) {
                request.response().setStatusCode(500).end();
                return;
            }
            JsonNode recorded = queue.size() > 1 ? queue.remove(0) : queue.get(0);
            request.response()
                    .setStatusCode(recorded.path("status").asInt())
                    .end(recorded.path("body").toString());
        });
    }

    private static Map<String, String> form(String body) {
        var form = new LinkedHashMap<String, String>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(decoded(parts[0]), parts.length > 1 ? decoded(parts[1]) : "");
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public Uni<JsonNode> read(String function, Map<String, ?> parameters) {
        return client.call(function, parameters);
    }

    @Override
    public Uni<JsonNode> write(String function, Map<String, ?> parameters) {
        return client.call(function, parameters);
    }

    /** @return the forms of the calls of a function, in order */
    List<Map<String, String>> asked(String function) {
        return asked.stream()
                .filter(form -> function.equals(form.get("wsfunction")))
                .toList();
    }

    MoodleUsers users() {
        return users(() -> Uni.createFrom().item(List.of()));
    }

    MoodleUsers users(KnownAccounts known) {
        return new MoodleUsers(
                this,
                new MoodleLookups(this, known, 50, 8),
                new MoodleRules(Set.of("en"), "-"),
                CUSTOM,
                "userkey",
                50,
                8);
    }

    @Override
    public void close() {
        client.close();
        server.close().toCompletionStage().toCompletableFuture().join();
        vertx.closeAndAwait();
    }
}
