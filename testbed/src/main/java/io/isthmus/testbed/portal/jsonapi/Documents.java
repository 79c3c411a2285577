package io.isthmus.testbed.portal.jsonapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.testbed.portal.people.Violation;
import io.isthmus.testbed.portal.web.PhpQuery;
import io.isthmus.testbed.portal.web.RequestOrigin;
import io.isthmus.testbed.portal.web.Requests;
import io.vertx.ext.web.RoutingContext;

/** Documents of JSON:API 1.0 as Drupal writes them. */
final class Documents {

    static final ObjectMapper JSON = new ObjectMapper();
    static final String MEDIA_TYPE = "application/vnd.api+json";

    private Documents() {}

    static ObjectNode document() {
        ObjectNode document = JSON.createObjectNode();
        ObjectNode jsonapi = document.putObject("jsonapi").put("version", "1.0");
        jsonapi.putObject("meta").putObject("links").putObject("self").put("href", "http://jsonapi.org/format/1.0/");
        return document;
    }

    static ObjectNode resource(JsonNode data, String self) {
        ObjectNode document = document();
        document.set("data", data);
        link(document, "self", self);
        return document;
    }

    static void link(ObjectNode owner, String name, String href) {
        owner.withObject("/links").putObject(name).put("href", href);
    }

    static ObjectNode errors(JsonApiFault fault, String via) {
        ObjectNode document = document();
        ArrayNode errors = document.putArray("errors");
        for (Violation violation : fault.violations()) {
            ObjectNode error = error(errors, fault)
                    .put(
                            "detail",
                            violation.field() + (violation.ofValue() ? ".0.value: " : ": ") + violation.message());
            error.putObject("source")
                    .put("pointer", "/data/attributes/" + violation.field() + (violation.ofValue() ? "/value" : ""));
        }
        if (fault.violations().isEmpty()) {
            ObjectNode error = error(errors, fault).put("detail", fault.detail());
            link(error, "via", via);
            if (fault.info() != null) {
                link(error, "info", fault.info());
            }
            if (fault.pointer() != null) {
                error.putObject("source").put("pointer", fault.pointer());
            }
        }
        return document;
    }

    private static ObjectNode error(ArrayNode errors, JsonApiFault fault) {
        return errors.addObject().put("title", fault.title()).put("status", String.valueOf(fault.status()));
    }

    /** @return the request's own address with its query written anew */
    static String self(RoutingContext context, RequestOrigin origin) {
        return origin.url(Requests.path(context))
                + PhpQuery.parse(context.request().query()).sorted();
    }

    static void send(RoutingContext context, int status, ObjectNode document) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", MEDIA_TYPE)
                .end(document.toString());
    }
}
