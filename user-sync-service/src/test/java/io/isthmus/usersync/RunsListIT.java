package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@Stack
class RunsListIT extends Between {

    @Inject
    Pool pool;

    @ParameterizedTest
    @CsvSource({"imports, import", "reconciliations, reconciliation"})
    void areListedToTheLastTheNewestFirstAlsoWhereSeveralBeganAtOnce(String resource, String table) {
        List<String> begun = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            begun.add(begin(resource));
        }
        for (String id : begun.subList(0, 3)) {
            Sql.run(pool, "update " + table + " set created_at = '2020-01-01' where id::text = $1", id)
                    .await()
                    .indefinitely();
        }

        List<String> listed = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = world.api("sync:read")
                    .get("/v1/" + resource + "?limit=2&cursor=" + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(page.getList("items").size()).isBetween(1, 2);
            listed.addAll(page.getList("items.id"));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(listed).doesNotHaveDuplicates().startsWith(begun.get(4), begun.get(3));
        assertThat(listed.subList(listed.size() - 3, listed.size()))
                .containsExactlyInAnyOrderElementsOf(begun.subList(0, 3));
        world.api("sync:read").get("/v1/" + resource + "?cursor=x").then().statusCode(400);
    }

    private String begin(String resource) {
        String id = world.api("sync:admin")
                .body(Map.of("direction", "cms-to-lms"))
                .post("/v1/" + resource)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        world.api("sync:admin").post("/v1/" + resource + "/" + id + "/cancel");
        return id;
    }
}
