package io.isthmus.moodle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says. Moodle reports nearly every error with status 200 and an {@code exception} in the body; what
 * counts is the {@code errorcode}, since the name of the exception's class changes between versions.
 */
final class MoodleAnswer {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_:/.]{1,64}");

    /** What PHP prints before the answer when {@code display_errors} is on, as HTML or as text. */
    private static final Pattern PHP_DIAGNOSTIC =
            Pattern.compile("\\s*(<br ?/?>\\s*)?(<b>)?(Warning|Notice|Deprecated|Strict Standards)(</b>)?: ");

    /**
     * @param body the JSON
     * @param withDiagnostics PHP's warnings stood before it
     */
    record Read(JsonNode body, boolean withDiagnostics) {}

    private MoodleAnswer() {}

    /** @throws MoodleException unless the answer is a result */
    static Read read(String function, int status, String body) {
        if (status / 100 != 2) {
            throw refusal(function, status, errorcodeIn(parseOrNull(body)));
        }
        boolean diagnostics = PHP_DIAGNOSTIC.matcher(body).lookingAt();
        JsonNode json = parse(function, diagnostics ? lastLine(body) : body);
        String errorcode = errorcodeIn(json);
        if (errorcode != null) {
            throw failure(function, errorcode);
        }
        return new Read(json, diagnostics);
    }

    private static MoodleException refusal(String function, int status, @Nullable String errorcode) {
        return errorcode == null
                ? new MoodleException(function, Errorcodes.HTTP_PREFIX + status, Errorcodes.kindOfStatus(status))
                : failure(function, errorcode);
    }

    static MoodleException failure(String function, String errorcode) {
        return new MoodleException(function, errorcode, Errorcodes.kindOf(errorcode));
    }

    /** Moodle writes its JSON without line breaks, after everything PHP had to say. */
    private static String lastLine(String body) {
        String text = body.stripTrailing();
        return text.substring(text.lastIndexOf('\n') + 1);
    }

    /** @return null for an answer that is no error; the REST server says {@code exception}, scripts say {@code error} */
    private static @Nullable String errorcodeIn(@Nullable JsonNode json) {
        if (json == null || !json.isObject() || !json.path("exception").isTextual() && !isScriptError(json)) {
            return null;
        }
        String code = json.path("errorcode").asText();
        return CODE.matcher(code).matches() ? code : Errorcodes.NO_ERRORCODE;
    }

    private static boolean isScriptError(JsonNode json) {
        return json.path("error").isTextual() && json.path("errorcode").isTextual();
    }

    private static JsonNode parse(String function, String body) {
        if (body.isBlank()) {
            throw failure(function, Errorcodes.TRUNCATED);
        }
        try {
            return JSON.readTree(body);
        } catch (JsonEOFException e) {
            throw failure(function, Errorcodes.TRUNCATED);
        } catch (JsonProcessingException e) {
            throw failure(function, Errorcodes.NOT_JSON);
        }
    }

    private static @Nullable JsonNode parseOrNull(String body) {
        try {
            return body.isBlank() ? null : JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
