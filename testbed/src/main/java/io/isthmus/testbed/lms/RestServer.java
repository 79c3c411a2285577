package io.isthmus.testbed.lms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code /webservice/rest/server.php}: finds who calls what, runs it alone, and words the answer. */
final class RestServer {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SETTING = "moodlewssetting";

    private final LmsState state;
    private final Tokens tokens;
    private final Map<String, WebFunction> functions;

    private volatile boolean debug;

    RestServer(LmsState state, Tokens tokens, List<WebFunction> functions) {
        this.state = state;
        this.tokens = tokens;
        this.functions = functions.stream()
                .collect(Collectors.toMap(WebFunction::name, Function.identity(), (a, b) -> a, TreeMap::new));
    }

    List<String> functionNames() {
        return List.copyOf(functions.keySet());
    }

    /** With developer debugging on, errors tell {@code debuginfo}. */
    void debug(boolean on) {
        debug = on;
    }

    /** An answer, and how it is told in the log of calls. */
    record Answer(String body, boolean json, String outcome) {}

    /** @param form all parameters, those of the protocol too */
    Answer answer(Map<String, Object> form) {
        boolean json = "json".equals(form.get("moodlewsrestformat"));
        Object result;
        try {
            result = state.transaction(() -> call(form));
        } catch (MoodleError e) {
            result = e;
        }
        String outcome = result instanceof MoodleError error ? String.valueOf(error.errorcode()) : "ok";
        Object body = result instanceof MoodleError error ? error(error) : result;
        if (json) {
            return new Answer(write(body), true, outcome);
        }
        return new Answer(RestXml.write(JSON.valueToTree(body), outcome.equals("ok")), false, outcome);
    }

    private @Nullable Object call(Map<String, Object> form) {
        LmsToken token = tokens.find(text(form, "wstoken"));
        LmsUser user = tokens.user(token, state);
        String name = text(form, "wsfunction");
        if (name.isEmpty()) {
            throw MoodleError.invalidParameter("Missing function name");
        }
        WebFunction function = functions.get(name);
        if (function == null) {
            throw MoodleError.missingRecord("external_functions");
        }
        if (!token.mayCall(name)) {
            throw MoodleError.access("Access to the function " + name + "() is not allowed.");
        }
        boolean raw = text(form, SETTING + "raw").matches("true|1");
        var caller = new Caller(token, user, raw, text(form, SETTING + "timezone"));
        return function.body().call(caller, function.parameters().validate(parameters(form)));
    }

    private static Map<String, Object> parameters(Map<String, Object> form) {
        var parameters = new LinkedHashMap<>(form);
        parameters.keySet().removeIf(name -> isOfProtocol(name));
        return parameters;
    }

    static boolean isOfProtocol(String name) {
        return name.equals("wstoken")
                || name.equals("wsfunction")
                || name.equals("moodlewsrestformat")
                || name.startsWith(SETTING);
    }

    static String text(Map<String, Object> form, String name) {
        return form.get(name) instanceof String text ? text : "";
    }

    private Map<String, Object> error(MoodleError error) {
        var body = new LinkedHashMap<String, Object>();
        body.put("exception", error.exception());
        if (error.errorcode() != null) {
            body.put("errorcode", error.errorcode());
        }
        body.put("message", error.text());
        if (debug && error.debuginfo() != null) {
            body.put("debuginfo", error.debuginfo());
        }
        return body;
    }

    static String write(@Nullable Object body) {
        try {
            return JSON.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
