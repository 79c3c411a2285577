package io.isthmus.usersync.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row of the journal, not yet understood. */
record StoredEntry(
        long id, long personId, int attempts, @Nullable String reason, Message message) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    static StoredEntry of(Row row) {
        byte[] raw = row.getBuffer("raw") == null
                ? new byte[0]
                : row.getBuffer("raw").getBytes();
        var message = new Message(row.getString("channel"), "", "", headers(row.getString("headers")), raw);
        return new StoredEntry(
                row.getLong("id"),
                row.getLong("person_id"),
                row.getInteger("attempts"),
                row.getString("reason"),
                message);
    }

    static String headers(Map<String, String> headers) {
        return headers.isEmpty() ? "{}" : JSON.valueToTree(headers).toString();
    }

    private static Map<String, String> headers(String json) {
        try {
            return JSON.readValue(json, HEADERS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("headers in the journal are not what was written", e);
        }
    }
}
