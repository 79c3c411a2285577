package io.isthmus.testbed.portal.jsonapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.portal.people.UserDraft;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The document of a POST or PATCH, checked for what Drupal checks before its constraints. */
final class UserBody {

    private static final Set<String> IGNORED =
            Set.of("display_name", "langcode", "preferred_admin_langcode", "default_langcode", "access", "login");
    private static final Set<String> OF_ADMINISTRATORS = Set.of("status", "access", "login", "init", "created");
    private static final Map<String, BiConsumer<UserDraft, @Nullable String>> TEXTS = Map.of(
            "name", UserDraft::name,
            "mail", UserDraft::mail,
            "init", UserDraft::init,
            "field_first_name", UserDraft::firstName,
            "field_last_name", UserDraft::lastName,
            "field_city", UserDraft::city,
            "field_country", UserDraft::country);
    private static final Set<String> OTHERS =
            Set.of("drupal_internal__uid", "status", "created", "changed", "pass", "timezone", "preferred_langcode");

    private final JsonNode data;

    private UserBody(JsonNode data) {
        this.data = data;
    }

    static UserBody parse(@Nullable String body) {
        if (body == null || body.isEmpty()) {
            throw JsonApiFault.of(400, "Empty request body.");
        }
        try {
            JsonNode data = Documents.JSON.readTree(body).path("data");
            if (!data.isObject()) {
                throw JsonApiFault.of(400, "The document has no resource object in `data`.");
            }
            return new UserBody(data);
        } catch (JsonProcessingException e) {
            throw JsonApiFault.of(400, "Syntax error");
        }
    }

    /** @return empty when there is none */
    String id() {
        return data.path("id").asText("");
    }

    @Nullable
    String currentPassword() {
        return data.path("attributes").path("pass").path("existing").textValue();
    }

    boolean sets(String attribute) {
        return data.path("attributes").has(attribute);
    }

    void refuseUnknown() {
        for (Iterator<String> names = data.path("attributes").fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!TEXTS.containsKey(name) && !OTHERS.contains(name) && !IGNORED.contains(name)) {
                throw JsonApiFault.of(
                        422, "The attribute " + name + " does not exist on the user--user resource type.");
            }
        }
    }

    void refuseForbidden(String method, boolean administersUsers) {
        for (JsonNode role : data.path("relationships").path("roles").path("data")) {
            String id = role.path("id").asText();
            if (!Roles.exists(id)) {
                throw JsonApiFault.of(
                        404,
                        "The resource identified by `user_role--user_role:" + id
                                + "` (given as a relationship item) could not be found.");
            }
            throw JsonApiFault.field(method, "roles", "");
        }
        for (Iterator<String> names = data.path("attributes").fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (name.equals("drupal_internal__uid")) {
                String field = method.equals("POST") ? name : "uid";
                throw JsonApiFault.field(method, field, " The entity ID cannot be changed.");
            }
            if (name.equals("changed") || (OF_ADMINISTRATORS.contains(name) && !administersUsers)) {
                throw JsonApiFault.field(method, name, "");
            }
        }
    }

    void apply(UserDraft draft) {
        data.path("attributes").fields().forEachRemaining(entry -> apply(draft, entry.getKey(), entry.getValue()));
    }

    private static void apply(UserDraft draft, String name, JsonNode value) {
        BiConsumer<UserDraft, @Nullable String> text = TEXTS.get(name);
        if (text != null) {
            text.accept(draft, text(value));
            return;
        }
        String given = text(value);
        switch (name) {
            case "status":
                draft.active(value.asBoolean() || "1".equals(given));
                break;
            case "pass":
                if (given != null) {
                    draft.password(given);
                }
                break;
            case "timezone":
                draft.timezone(given == null ? "UTC" : given);
                break;
            case "preferred_langcode":
                draft.preferredLangcode(given == null ? "en" : given);
                break;
            case "created":
                draft.created(time(given));
                break;
            default:
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw JsonApiFault.of(400, "The timestamp `" + text + "` is not of the form Y-m-d\\TH:i:sP.");
        }
    }

    /** @return null for what Drupal takes as empty */
    private static @Nullable String text(JsonNode value) {
        JsonNode scalar = value.isObject() ? value.path("value") : value;
        String text = scalar.isNull() || scalar.isMissingNode() ? "" : scalar.asText();
        return text.isEmpty() ? null : text;
    }
}
