package io.isthmus.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Whoever looks after the CMS, by JSON:API. */
final class CmsAdministrator {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TYPE = "application/vnd.api+json";
    private static final String SELF = Api.basic(Doubles.CMS_USER, Doubles.CMS_PASSWORD);

    private final String users;

    CmsAdministrator(String url) {
        users = url + "/jsonapi/user/user";
    }

    /** @param id of the resource */
    record Account(String id, String uid, String name) {}

    /** Adds somebody whose password is the username. */
    Account create(String name) {
        ObjectNode attributes = JSON.createObjectNode()
                .put("name", name)
                .put("mail", name + "@example.org")
                .put("pass", name)
                .put("status", true)
                .put("field_first_name", "First " + name)
                .put("field_last_name", "Last " + name);
        JsonNode created = send("POST", users, JSON.createObjectNode(), attributes);
        return new Account(
                created.at("/data/id").asText(),
                created.at("/data/attributes/drupal_internal__uid").asText(),
                name);
    }

    void change(Account account, Map<String, String> values) {
        ObjectNode attributes = JSON.createObjectNode();
        values.forEach(attributes::put);
        send("PATCH", users + "/" + account.id(), JSON.createObjectNode().put("id", account.id()), attributes);
    }

    private static JsonNode send(String method, String url, ObjectNode data, ObjectNode attributes) {
        data.put("type", "user--user").set("attributes", attributes);
        ObjectNode document = JSON.createObjectNode();
        document.set("data", data);
        return Api.send(method, url, SELF, TYPE, document.toString());
    }
}
