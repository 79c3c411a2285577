package io.isthmus.course;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsCourse;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;

@QuarkusTest
class BindingIT extends RunningService {

    private RequestSpecification as(String source, String scope) {
        return given().auth()
                .oauth2(issuer.client("portal", source).claim("scope", scope).toString());
    }

    private RequestSpecification editor() {
        return as("cms", "courses:read courses:bind");
    }

    private Response bind(String contentId, String courseId) {
        return editor().contentType("application/json")
                .body("{\"courseId\":\"" + courseId + "\"}")
                .put("/v1/bindings/{id}", contentId);
    }

    @Test
    void bindsOnceAndTheSameAgain() {
        Response first = bind("node-1", "lms:2");
        Response again = bind("node-1", "lms:2");

        first.then().statusCode(201).body("state", is("there")).body("course.name", is("Workplace Safety"));
        again.then().statusCode(200).body("boundAt", is(first.path("boundAt").toString()));
        bind("node-1", "lms:3").then().statusCode(200).body("courseId", is("lms:3"));
        asPortal()
                .get("/v1/bindings/node-1")
                .then()
                .statusCode(200)
                .body("courseName", is("Data Protection & Privacy"));
    }

    @Test
    void listsPagesAndLooksUpByCourse() {
        for (String id : new String[] {"list-a", "list-b", "list-c"}) {
            bind(id, id.equals("list-b") ? "lms:6" : "lms:5");
        }

        asPortal().get("/v1/bindings?courseId=lms:5").then().body("items.contentId", contains("list-a", "list-c"));
        Response page = asPortal().get("/v1/bindings?courseId=lms:5&limit=1");
        page.then().body("items.contentId", contains("list-a")).body("next", is("list-a"));
        asPortal()
                .get("/v1/bindings?courseId=lms:5&limit=1&cursor=list-a")
                .then()
                .body("items.contentId", contains("list-c"))
                .body("next", nullValue());
    }

    @Test
    void endsABindingAndNothingOfAnotherCms() {
        bind("end-1", "lms:2");

        as("cms2", "courses:read courses:bind").get("/v1/bindings/end-1").then().statusCode(404);
        as("cms2", "courses:read courses:bind")
                .delete("/v1/bindings/end-1")
                .then()
                .statusCode(204);
        asPortal().get("/v1/bindings/end-1").then().statusCode(200);
        editor().delete("/v1/bindings/end-1").then().statusCode(204);
        editor().delete("/v1/bindings/end-1").then().statusCode(204);
        asPortal().get("/v1/bindings/end-1").then().statusCode(404).contentType("application/problem+json");
    }

    @Test
    void saysWhatBecameOfTheCourse() {
        LmsCourse course =
                lms.addCourse(LmsCourse.named("BOUND", "Bound course").build());
        String id = "lms:" + course.id();
        tellThatChanged(course);
        Await.untilAsserted("the course", () -> bind("gone-1", id).then().statusCode(201));

        lms.addCourse(course.change().visible(false).build());
        tellThatChanged(course);
        Await.untilAsserted(
                "a hidden course",
                () -> asPortal()
                        .get("/v1/bindings/gone-1")
                        .then()
                        .body("state", is("hidden"))
                        .body("course", nullValue())
                        .body("courseName", is("Bound course")));
        lms.state().removeCourse(course.id());
        tellThatChanged(course);

        Await.untilAsserted(
                "a course that is gone",
                () -> asPortal()
                        .get("/v1/bindings/gone-1")
                        .then()
                        .statusCode(200)
                        .body("state", is("gone")));
    }

    private void tellThatChanged(LmsCourse course) {
        send(
                "isthmus.lms.courses",
                "lms:" + course.id(),
                Contracts.sample("io.isthmus.course.updated.v1").replace("\"2\"", "\"" + course.id() + "\""));
    }

    @Test
    void refusesWhatMakesNoSenseOrIsNotAllowed() {
        bind("bad-1", "lms:999").then().statusCode(422).contentType("application/problem+json");
        bind("bad-1", "lms:7").then().statusCode(422);
        bind("bad-1", "nonsense").then().statusCode(400);
        bind("bad 1", "lms:2").then().statusCode(400);
        asPortal()
                .contentType("application/json")
                .body("{\"courseId\":\"lms:2\"}")
                .put("/v1/bindings/bad-1")
                .then()
                .statusCode(403);
        as("101").get("/v1/bindings").then().statusCode(403);
        given().get("/v1/bindings").then().statusCode(401);
    }

    @Test
    void offersCoursesToChooseFrom() {
        Response options = asPortal().get("/v1/courses/options");
        options.then()
                .statusCode(200)
                .body("options.label", hasItem("Workplace Safety (SAFE-101)"))
                .body("options.value", not(hasItem("lms:7")));
        as("cms", "courses:read courses:read-hidden")
                .get("/v1/courses/options?query=coach")
                .then()
                .body("options.value", contains("lms:7"));
        assertThat(options.header("ETag")).isNotNull();
    }

    @Test
    void stillTellsABindingWhileTheLmsIsAway() {
        bind("away-1", "lms:2");
        lms.faults().set(Fault.of(Fault.Kind.DOWN));

        asPortal().get("/v1/bindings/away-1").then().statusCode(200).body("courseId", is("lms:2"));
    }
}
