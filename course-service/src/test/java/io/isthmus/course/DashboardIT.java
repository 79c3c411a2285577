package io.isthmus.course;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DashboardIT extends RunningService {

    @Test
    void tellsCoursesProgressAndCertificatesInOneAnswer() {
        link("101", ADA);

        var answer = asPortal().get("/v1/users/101/dashboard");

        System.out.println(answer.asPrettyString());
        System.out.println(answer.headers());
        answer.then()
                .statusCode(200)
                .body("courses.id", contains("lms:2", "lms:3", "lms:4"))
                .body("courses.progress", contains(100, 50, 0))
                .body("stale", equalTo(false));
    }
}
