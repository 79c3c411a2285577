package io.isthmus.testbed.lms;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The web services over HTTP: what comes in, what goes out, and what goes wrong on purpose. */
final class RestHandler implements LmsSite.Mounted {

    static final String PATH = "/webservice/rest/server.php";

    private static final Fault NONE = Fault.slow(Duration.ZERO);

    private final RestServer rest;
    private final Tokens tokens;
    private final Faults faults;
    private final Calls calls;
    private final LmsOptions options;

    RestHandler(RestServer rest, Tokens tokens, Faults faults, Calls calls, LmsOptions options) {
        this.rest = rest;
        this.tokens = tokens;
        this.faults = faults;
        this.calls = calls;
        this.options = options;
    }

    @Override
    public void mount(Router router) {
        router.route(PATH)
                .handler(context -> context.request()
                        .body()
                        .onSuccess(body -> handle(context, body))
                        .onFailure(context::fail));
    }

    private void handle(RoutingContext context, Buffer body) {
        Map<String, Object> form = form(context, body);
        String function = RestServer.text(form, "wsfunction");
        Optional<Fault> fault = faults.take(function);
        if (fault.isPresent() && fault.get().kind() == Fault.Kind.LATE) {
            RestServer.Answer answer = rest.answer(form);
            log(form, function, answer.outcome());
            Delay.run(context, fault.get(), () -> send(context, answer, fault));
            return;
        }
        Delay.run(context, fault.orElse(NONE), () -> {
            if (fault.isPresent() && !fault.get().kind().doesTheWork()) {
                log(form, function, fault.get().kind().name());
                FaultHandler.fail(context, fault.get().kind());
                return;
            }
            RestServer.Answer answer = rest.answer(form);
            log(form, function, answer.outcome());
            send(context, answer, fault);
        });
    }

    /** PHP reads the query always, and the body when it is a form. */
    private Map<String, Object> form(RoutingContext context, Buffer body) {
        var form = new LinkedHashMap<String, Object>();
        String query = context.request().query();
        if (query != null) {
            form.putAll(PhpForm.parse(query, options.maxInputVars()));
        }
        String type = context.request().getHeader("Content-Type");
        if (type != null && type.startsWith("application/x-www-form-urlencoded")) {
            form.putAll(PhpForm.parse(body.toString(StandardCharsets.UTF_8), options.maxInputVars()));
        }
        return form;
    }

    private void log(Map<String, Object> form, String function, String outcome) {
        var parameters = new LinkedHashMap<String, String>();
        flatten("", form, parameters);
        parameters.keySet().removeIf(name -> RestServer.isOfProtocol(name) || name.contains("password"));
        String token = tokens.nameOf(RestServer.text(form, "wstoken"));
        calls.add(new Calls.Call(options.clock().instant(), function, token, parameters, outcome));
    }

    private static void flatten(String prefix, Map<?, ?> form, Map<String, String> flat) {
        form.forEach((key, value) -> {
            String name = prefix.isEmpty() ? key.toString() : prefix + "[" + key + "]";
            if (value instanceof Map<?, ?> nested) {
                flatten(name, nested, flat);
            } else {
                flat.put(name, value.toString());
            }
        });
    }

    private static void send(RoutingContext context, RestServer.Answer answer, Optional<Fault> fault) {
        Fault.Kind kind = fault.map(Fault::kind).orElse(Fault.Kind.SLOW);
        if (kind == Fault.Kind.DROP_ANSWER) {
            context.request().connection().close();
            return;
        }
        String body = answer.body();
        if (kind == Fault.Kind.TRUNCATED) {
            body = body.substring(0, body.length() / 2);
        }
        if (kind == Fault.Kind.PHP_WARNING) {
            body = "<br />\n<b>Warning</b>:  Undefined variable $x in <b>lib.php</b> on line <b>1</b><br />\n" + body;
        }
        context.response()
                .putHeader("Content-Type", answer.json() ? "application/json" : "application/xml; charset=utf-8")
                .putHeader("Cache-Control", "private, must-revalidate, pre-check=0, post-check=0, max-age=0")
                .putHeader("Access-Control-Allow-Origin", "*")
                .end(body);
    }
}
