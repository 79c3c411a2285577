package io.isthmus.course;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.lms.LmsUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Certificates that events and badges tell of, and what they are worth. */
@QuarkusTest
class AttemptIT extends LearnerTest {

    private static final String PDF = "/mod/customcert/mobile/pluginfile.php";

    private void tell(String type, LmsUser user, String certificate, String code, String issuedAt) {
        send(
                "isthmus.lms.courses",
                "lms:" + user.id(),
                Contracts.sample(type)
                        .replace("\"lmsUserId\": \"4\"", "\"lmsUserId\": \"" + user.id() + "\"")
                        .replaceFirst("\"certificateId\": \"[^\"]*\"", "\"certificateId\": \"" + certificate + "\"")
                        .replaceFirst("\"code\": \"[^\"]*\"", "\"code\": \"" + code + "\"")
                        .replaceFirst("\"issuedAt\": \"[^\"]*\"", "\"issuedAt\": \"" + issuedAt + "\""));
    }

    private ValidatableResponse certificates(LmsUser user) {
        return asPortal().get("/v1/users/{uid}/certificates", uid(user)).then().statusCode(200);
    }

    @Test
    void archivesWhatOnlyEventsTellAndNumbersARecertification() {
        LmsUser learner = linkedLearner(100);
        tell(
                "io.isthmus.certificate.issued.v1",
                learner,
                "tool_certificate:7" + learner.id(),
                "TC1",
                "2025-05-04T10:00:00Z");
        tell(
                "io.isthmus.certificate.renewed.v1",
                learner,
                "tool_certificate:8" + learner.id(),
                "TC2",
                "2026-05-04T10:00:00Z");

        Await.untilAsserted(
                "both attempts",
                () -> certificates(learner)
                        .body("certificates.code", contains("TC2", "TC1"))
                        .body("certificates.attempt", contains(2, 1))
                        .body("certificates.kind", contains("tool_certificate", "tool_certificate"))
                        .body("certificates.status", contains("valid", "superseded"))
                        .body("certificates.courseId", contains("lms:2", "lms:2"))
                        .body("certificates.courseName", contains("Workplace Safety", "Workplace Safety"))
                        .body("certificates[0].pdfUrl", nullValue())
                        .body("certificates[1].issuedAt", is("2025-05-04T10:00:00Z")));
    }

    @Test
    void saysThatACertificateWasRevokedAndGivesNoPdfOfIt() {
        LmsUser learner = linkedLearner(100);
        long id = lms.issueCertificate(learner.id(), 2).id();
        Await.untilAsserted("the certificate", () -> {
            tellThat("io.isthmus.course.completed.v1", learner);
            certificates(learner).body("certificates.status", contains("valid"));
        });
        String path = "/v1/certificates/lms:customcert:" + id + "/pdf";
        asPortal().get(path).then().statusCode(200);
        long asked = lms.calls().count(PDF);

        tell("io.isthmus.certificate.revoked.v1", learner, "customcert:" + id, "X", "2026-05-04T10:00:00Z");

        Await.untilAsserted(
                "the revocation",
                () -> certificates(learner)
                        .body("certificates.status", contains("revoked"))
                        .body("certificates[0].pdfUrl", nullValue()));
        asPortal().get(path).then().statusCode(410);
        assertThat(lms.calls().count(PDF)).isEqualTo(asked);
    }

    @Test
    void keepsTheFirstAttemptAsItIsWhenTheTemplateChanges() {
        LmsUser learner = newcomer();
        lms.state().issueCertificate(learner.id(), 2, "OLDTEMPL" + learner.id(), 1_700_000_000L);
        link(uid(learner), learner.id());
        String before = certificates(learner).extract().jsonPath().getString("certificates[0]");

        lms.state().issueCertificate(learner.id(), 3, "NEWTEMPL" + learner.id(), 1_770_000_000L);
        tellThat("io.isthmus.certificate.issued.v1", learner);

        Await.untilAsserted("the second", () -> certificates(learner).body("certificates", hasSize(2)));
        assertThat(certificates(learner).extract().jsonPath().getString("certificates[1]"))
                .isEqualTo(before);
    }

    @Test
    void showsBadgesWithTheirExpiry() {
        LmsUser learner = newcomer();
        String hash = lms.state()
                .awardBadge(learner.id(), "Safety hero", 0, 1_700_000_000L, 1_710_000_000L)
                .uniqueHash();
        link(uid(learner), learner.id());

        certificates(learner)
                .body("certificates.name", contains("Safety hero"))
                .body("certificates.kind", contains("badge"))
                .body("certificates.status", contains("expired"))
                .body("certificates[0].courseId", nullValue())
                .body("certificates[0].expiresAt", is("2024-03-09T16:00:00Z"))
                .body("certificates[0].url", is(lms.url() + "/badges/badge.php?hash=" + hash))
                .body("certificates[0].pdfUrl", nullValue());
    }

    @Test
    void givesAnUnfinishedStudentNoPdfAndIssuesNothing() {
        LmsUser student = linkedLearner(40);
        long asked = lms.calls().count(PDF);

        certificates(student).body("certificates", empty());
        for (String id : new String[] {"lms:customcert:1", "lms:customcert:99999", "customcert:1"}) {
            as(uid(student)).get("/v1/certificates/{id}/pdf", id).then().statusCode(403);
        }

        assertThat(lms.calls().count(PDF)).isEqualTo(asked);
        assertThat(lms.state().certificates(student.id())).isEmpty();
    }

    @Test
    void sendsARangeOfThePdf() {
        link("101", ADA);
        asPortal().get("/v1/users/101/certificates").then().statusCode(200);
        String path = "/v1/certificates/lms:customcert:1/pdf";
        int length = asPortal().get(path).asByteArray().length;

        asPortal()
                .header("Range", "bytes=0-4")
                .get(path)
                .then()
                .statusCode(206)
                .header("Content-Range", "bytes 0-4/" + length)
                .header("Content-Length", "5")
                .body(is("%PDF-"));
        asPortal()
                .header("Range", "bytes=" + length + "-")
                .get(path)
                .then()
                .statusCode(416)
                .header("Content-Range", "bytes */" + length);
    }

    @Test
    void tellsEverybodyWhatACertificateIsWorthAndNothingElse() {
        link("101", ADA);
        asPortal().get("/v1/users/101/certificates").then().statusCode(200);

        given().header("X-Forwarded-For", "192.0.2.1")
                .get("/v1/certificates/verify?code=SAFE26ADA1")
                .then()
                .statusCode(200)
                .header("Cache-Control", "no-store")
                .body("keySet()", contains("code", "status", "name", "courseName", "issuedAt", "expiresAt"))
                .body("status", is("valid"))
                .body("courseName", is("Workplace Safety"))
                .body("issuedAt", notNullValue())
                .body(not(containsString("101")));
        given().header("X-Forwarded-For", "192.0.2.1")
                .get("/v1/certificates/verify?code=NOSUCHCODE")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        given().header("X-Forwarded-For", "192.0.2.1")
                .get("/v1/certificates/verify")
                .then()
                .statusCode(400);
    }

    @Test
    void letsNobodyTryCodesByTheThousand() {
        var statuses = IntStream.range(0, 40)
                .mapToObj(i ->
                        given().header("X-Forwarded-For", "192.0.2.2").get("/v1/certificates/verify?code=GUESS" + i))
                .toList();

        assertThat(statuses).extracting(answer -> answer.statusCode()).contains(429);
        var refused = statuses.get(statuses.size() - 1);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("60");
        assertThat(refused.contentType()).isEqualTo("application/problem+json");
    }
}
