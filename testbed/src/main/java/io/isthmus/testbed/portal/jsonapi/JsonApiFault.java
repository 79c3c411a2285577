package io.isthmus.testbed.portal.jsonapi;

import io.isthmus.testbed.portal.people.Violation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of the JSON:API that is not the one hoped for. */
final class JsonApiFault extends RuntimeException {

    private static final String RFC = "http://www.w3.org/Protocols/rfc2616/rfc2616-sec10.html#sec10.";
    private static final Map<Integer, String> TITLES = Map.of(
            400, "Bad Request",
            401, "Unauthorized",
            403, "Forbidden",
            404, "Not Found",
            405, "Method Not Allowed",
            409, "Conflict",
            415, "Unsupported Media Type",
            422, "Unprocessable Content",
            500, "Internal Server Error");
    private static final Map<Integer, String> SECTIONS =
            Map.of(400, "4.1", 401, "4.2", 403, "4.4", 404, "4.5", 405, "4.6", 409, "4.10", 415, "4.16", 500, "5.1");

    private final int status;
    private final String detail;
    private final @Nullable String pointer;
    private final @Nullable String info;
    private final List<Violation> violations;
    private final Map<String, String> headers;

    private JsonApiFault(
            int status,
            String detail,
            @Nullable String pointer,
            @Nullable String info,
            List<Violation> violations,
            Map<String, String> headers) {
        super(status + " " + TITLES.get(status), null, false, false);
        this.status = status;
        this.detail = detail;
        this.pointer = pointer;
        this.info = info;
        this.violations = violations;
        this.headers = headers;
    }

    static JsonApiFault of(int status, String detail) {
        return of(status, detail, Map.of());
    }

    static JsonApiFault of(int status, String detail, Map<String, String> headers) {
        String section = SECTIONS.get(status);
        return new JsonApiFault(status, detail, null, section == null ? null : RFC + section, List.of(), headers);
    }

    /** A field that may not be written by the caller. */
    static JsonApiFault field(String method, String field, String why) {
        return new JsonApiFault(
                403,
                "The current user is not allowed to " + method + " the selected field (" + field + ")." + why,
                "/data/attributes/" + field,
                RFC + SECTIONS.get(403),
                List.of(),
                Map.of());
    }

    /** Parameters that neither JSON:API nor Drupal knows. */
    static JsonApiFault parameters(String names) {
        String page = "http://jsonapi.org/format/#query-parameters";
        return new JsonApiFault(
                400,
                "The following query parameters violate the JSON:API spec: '" + names + "'.",
                null,
                page,
                List.of(),
                Map.of("Link", page));
    }

    static JsonApiFault invalid(List<Violation> violations) {
        return new JsonApiFault(422, "", null, null, List.copyOf(violations), Map.of());
    }

    int status() {
        return status;
    }

    String title() {
        return TITLES.getOrDefault(status, "Error");
    }

    String detail() {
        return detail;
    }

    @Nullable
    String pointer() {
        return pointer;
    }

    @Nullable
    String info() {
        return info;
    }

    List<Violation> violations() {
        return violations;
    }

    Map<String, String> headers() {
        return headers;
    }
}
