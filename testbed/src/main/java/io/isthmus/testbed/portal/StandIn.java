package io.isthmus.testbed.portal;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;

/**
 * The faults over HTTP: {@code GET}, {@code PUT} and {@code DELETE /_standin/fault} with
 * {@code {"kind": "slow", "delay": "PT2S"}}.
 */
final class StandIn {

    private static final String FAULT = "/_standin/fault";

    private final Faults faults;

    StandIn(Faults faults) {
        this.faults = faults;
    }

    void mount(Router router) {
        router.get(FAULT).handler(this::show);
        router.put(FAULT).handler(BodyHandler.create(false)).handler(this::set);
        router.delete(FAULT).handler(context -> {
            faults.clear();
            show(context);
        });
    }

    private void set(RoutingContext context) {
        try {
            JsonObject body = new JsonObject(context.body().asString("UTF-8"));
            faults.set(
                    Faults.Kind.valueOf(body.getString("kind", "").toUpperCase(Locale.ROOT)),
                    Duration.parse(body.getString("delay", "PT1S")));
            show(context);
        } catch (IllegalArgumentException | DateTimeException | ClassCastException | DecodeException e) {
            context.response().setStatusCode(400).end();
        }
    }

    private void show(RoutingContext context) {
        context.json(new JsonObject().put("kind", faults.kind().name().toLowerCase(Locale.ROOT)));
    }
}
