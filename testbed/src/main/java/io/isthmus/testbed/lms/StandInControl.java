package io.isthmus.testbed.lms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The switches of the stand-in for tests in another process, under {@code /_standin/}:
 *
 * <ul>
 *   <li>{@code PUT faults} {@code {"target":"core_user_create_users","kind":"SLOW","delayMs":5000,"calls":1}}: target
 *       and calls may be left out for all; {@code DELETE faults}
 *   <li>{@code GET calls}: how often each function was called; {@code GET calls/log?function=}; {@code DELETE calls}
 *   <li>{@code PUT capabilities} {@code {"token":"main","capability":"moodle/user:create","granted":false}}
 * </ul>
 */
final class StandInControl implements LmsSite.Mounted {

    static final String PREFIX = "/_standin/";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Faults faults;
    private final Calls calls;
    private final Tokens tokens;

    StandInControl(Faults faults, Calls calls, Tokens tokens) {
        this.faults = faults;
        this.calls = calls;
        this.tokens = tokens;
    }

    @Override
    public void mount(Router router) {
        router.put(PREFIX + "faults").handler(context -> withJson(context, this::setFault));
        router.delete(PREFIX + "faults").handler(context -> done(context, faults::clear));
        router.get(PREFIX + "calls").handler(context -> send(context, calls.counts()));
        router.get(PREFIX + "calls/log").handler(this::log);
        router.delete(PREFIX + "calls").handler(context -> done(context, calls::clear));
        router.put(PREFIX + "capabilities").handler(context -> withJson(context, this::setCapability));
    }

    private void setFault(JsonNode wish) {
        var kind = Fault.Kind.valueOf(wish.path("kind").asText().toUpperCase(Locale.ROOT));
        var fault = Fault.of(kind).after(Duration.ofMillis(wish.path("delayMs").asLong(0)));
        faults.times(
                wish.path("calls").asInt(Integer.MAX_VALUE), wish.path("target").asText("*"), fault);
    }

    private void setCapability(JsonNode wish) {
        LmsToken token = tokens.named(wish.path("token").asText("main"));
        Capability capability = Arrays.stream(Capability.values())
                .filter(one -> one.id().equals(wish.path("capability").asText()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such capability"));
        if (wish.path("granted").asBoolean()) {
            token.grant(capability);
        } else {
            token.revoke(capability);
        }
    }

    private void log(RoutingContext context) {
        String function = context.queryParams().get("function");
        List<Calls.Call> log = function == null ? calls.log() : calls.log(function);
        send(
                context,
                log.stream()
                        .map(call -> Map.of(
                                "at", call.at().toString(),
                                "function", call.function(),
                                "token", call.token(),
                                "parameters", call.parameters(),
                                "outcome", call.outcome()))
                        .toList());
    }

    private static void withJson(RoutingContext context, Consumer<JsonNode> use) {
        context.request().body().onFailure(context::fail).onSuccess(body -> {
            try {
                use.accept(read(body));
                context.response().setStatusCode(204).end();
            } catch (IllegalArgumentException e) {
                context.response().setStatusCode(400).end(String.valueOf(e.getMessage()));
            }
        });
    }

    private static JsonNode read(Buffer body) {
        try {
            return JSON.readTree(body.getBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("no JSON", e);
        }
    }

    private static void done(RoutingContext context, Runnable work) {
        work.run();
        context.response().setStatusCode(204).end();
    }

    private static void send(RoutingContext context, Object body) {
        context.response().putHeader("Content-Type", "application/json").end(RestServer.write(body));
    }
}
