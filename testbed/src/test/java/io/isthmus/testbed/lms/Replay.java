package io.isthmus.testbed.lms;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.recordings.Recordings;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Sends recorded requests to a stand-in. */
final class Replay {

    private static final String PATH = "/webservice/rest/server.php";

    private final LmsStandIn lms;

    Replay(LmsStandIn lms) {
        this.lms = lms;
    }

    HttpResponse<String> send(String recording) {
        return send(Recordings.moodle(recording).get("request"));
    }

    private HttpResponse<String> send(JsonNode request) {
        var client = new LmsClient(lms);
        if (request.path("function").isNull() && request.get("method").asText().equals("GET")) {
            return client.get(request.get("path").asText());
        }
        Map<String, String> form = form(request);
        if (request.get("method").asText().equals("GET")) {
            return client.get(PATH + "?" + query(form));
        }
        if (request.path("content_type").asText().equals("application/json")) {
            form.keySet().removeIf(name -> !RestServer.isOfProtocol(name));
            return client.send(HttpRequest.newBuilder(lms.url().resolve(PATH + "?" + query(form)))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(request.get("params").toString())));
        }
        return client.post(PATH, form);
    }

    private static String query(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> LmsClient.encode(field.getKey()) + "=" + LmsClient.encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static Map<String, String> form(JsonNode request) {
        var form = new LinkedHashMap<String, String>();
        put(form, "wstoken", request.path("token"));
        put(form, "wsfunction", request.path("function"));
        put(form, "moodlewsrestformat", request.path("format"));
        request.path("settings").properties().forEach(setting -> put(form, setting.getKey(), setting.getValue()));
        request.path("params").properties().forEach(parameter -> {
            if (parameter.getKey().equals("values[...]")) {
                // The recording shows the first and the last of 6,000.
                for (int i = 1; i < 5_999; i++) {
                    form.put("values[" + i + "]", "X" + i);
                }
            } else {
                put(form, parameter.getKey(), parameter.getValue());
            }
        });
        return form;
    }

    private static void put(Map<String, String> form, String name, JsonNode value) {
        if (!value.isNull() && !value.isMissingNode()) {
            form.put(name, value.asText());
        }
    }
}
