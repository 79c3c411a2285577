package io.isthmus.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CatalogIT extends RunningService {

    @Test
    void listsVisibleCoursesByName() {
        asPortal()
                .get("/v1/courses")
                .then()
                .statusCode(200)
                .header("ETag", notNullValue())
                .header("Age", notNullValue())
                .body("items.id", hasItem("lms:2"))
                .body("items.id", not(hasItem("lms:7")))
                .body("items.id", not(hasItem("lms:1")))
                .body("items[0].name", is("Clear Writing"))
                .body("next", nullValue())
                .body("stale", is(false));
    }

    @Test
    void findsByWordsAndCategory() {
        asPortal()
                .queryParam("query", "DATA privacy")
                .get("/v1/courses")
                .then()
                .body("items.id", contains("lms:3"))
                .body("total", is(1));
        asPortal()
                .queryParam("category", "lms:2")
                .queryParam("query", "CRS-")
                .get("/v1/courses")
                .then()
                .body("items.id", contains("lms:5", "lms:4", "lms:8", "lms:6"))
                .body("items[1].category.path", contains("Skills & crafts", "Leadership"));
    }

    @Test
    void turnsPages() {
        var seen = new ArrayList<String>();
        String next = null;
        do {
            var request = asPortal().queryParam("limit", 2).queryParam("query", "CRS-");
            Response page = (next == null ? request : request.queryParam("cursor", next)).get("/v1/courses");
            List<String> ids = page.jsonPath().getList("items.id");
            seen.addAll(ids);
            next = page.jsonPath().getString("next");
        } while (next != null);

        assertThat(seen).containsExactly("lms:5", "lms:3", "lms:4", "lms:8", "lms:6", "lms:2");
    }

    @Test
    void tellsOfOneCourse() {
        asPortal()
                .get("/v1/courses/lms:2")
                .then()
                .statusCode(200)
                .body("id", is("lms:2"))
                .body("name", is("Workplace Safety"))
                .body("shortName", is("SAFE-101"))
                .body("idNumber", is("CRS-SAFE-101"))
                .body("category.id", is("lms:1"))
                .body("startDate", is("2026-01-12T00:00:00Z"))
                .body("url", is(lms.url() + "/course/view.php?id=2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lms:7", "lms:1", "lms:99", "other:2", "2", "lms:x"})
    void knowsNoHiddenOrUnknownCourse(String id) {
        asPortal().get("/v1/courses/{id}", id).then().statusCode(404).contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "cursor=x", "cursor=bG1z"})
    void refusesParametersThatMakeNoSense(String query) {
        asPortal().get("/v1/courses?" + query).then().statusCode(400).contentType("application/problem+json");
    }
}
