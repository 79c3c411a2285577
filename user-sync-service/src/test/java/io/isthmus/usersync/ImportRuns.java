package io.isthmus.usersync;

import static org.hamcrest.Matchers.containsString;

import io.isthmus.testbed.Await;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Begins imports and reads what the API says of them. */
final class ImportRuns {

    private static final String DATA = "data:";

    private final World world;

    ImportRuns(World world) {
        this.world = world;
    }

    String begin(String direction) {
        return begin("key-" + System.nanoTime(), direction);
    }

    String begin(String key, String direction) {
        return world.api("sync:admin")
                .header("Idempotency-Key", key)
                .body(Map.of("direction", direction))
                .post("/v1/imports")
                .then()
                .statusCode(202)
                .header("Location", containsString("/v1/imports/"))
                .extract()
                .path("id");
    }

    void approve(String id) {
        world.api("sync:admin").post("/v1/imports/" + id + "/approve").then().statusCode(202);
    }

    void cancel(String id) {
        world.api("sync:admin").post("/v1/imports/" + id + "/cancel").then().statusCode(202);
    }

    void settled(String id, String state) {
        Await.until(
                "import " + state,
                () -> state.equals(
                        world.api("sync:read").get("/v1/imports/" + id).path("state")));
    }

    /** @return plan and reason by id */
    Map<String, String> report(String id) {
        var report = new HashMap<String, String>();
        rows(id).forEach(row -> report.put(String.valueOf(row.get("id")), row.get("plan") + " " + row.get("reason")));
        return report;
    }

    /** @return outcome and its reason by id */
    Map<String, String> outcomes(String id) {
        var outcomes = new HashMap<String, String>();
        rows(id).forEach(row ->
                outcomes.put(String.valueOf(row.get("id")), row.get("outcome") + " " + row.get("outcomeReason")));
        return outcomes;
    }

    private List<Map<String, Object>> rows(String id) {
        var rows = new ArrayList<Map<String, Object>>();
        String cursor = "";
        do {
            JsonPath page = world.api("sync:read")
                    .get("/v1/imports/" + id + "/rows?limit=50&cursor=" + cursor)
                    .jsonPath();
            rows.addAll(page.getList("items"));
            cursor = page.getString("next");
        } while (cursor != null);
        return rows;
    }

    /**
     * Follows an import to its end.
     *
     * @param each hears of every event as it comes
     * @return all of them
     */
    List<JsonPath> followed(String id, Consumer<JsonPath> each) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/imports/" + id + "/progress"))
                .header("Authorization", "Bearer " + world.issuer.token("sync:read"))
                .header("Accept", "text/event-stream")
                .build();
        try (var lines =
                HttpClient.newHttpClient().send(request, BodyHandlers.ofLines()).body()) {
            return lines.filter(line -> line.startsWith(DATA))
                    .map(line -> JsonPath.from(line.substring(DATA.length())))
                    .peek(each)
                    .toList();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
