package io.isthmus.course;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.contracts.Contracts;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsUser;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
class CertificateIT extends RunningService {

    private static final String PDF = "/mod/customcert/mobile/pluginfile.php";
    private static final String ADAS = "/v1/certificates/lms:customcert:1";

    @BeforeEach
    void archiveAdas() {
        link("101", ADA);
        Await.untilAsserted(
                "ada's certificate",
                () -> asPortal()
                        .get("/v1/users/101/certificates")
                        .then()
                        .statusCode(200)
                        .body("certificates", hasSize(1)));
    }

    @Test
    void streamsThePdf() {
        Response pdf = asPortal().get(ADAS + "/pdf");

        assertThat(pdf.statusCode()).isEqualTo(200);
        assertThat(pdf.contentType()).isEqualTo("application/pdf");
        assertThat(new String(pdf.asByteArray(), StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
        assertThat(pdf.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"Certificate_of_Safety.pdf\";"
                        + " filename*=UTF-8''Certificate_of_Safety.pdf");
        assertThat(pdf.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(pdf.header("Cache-Control")).isEqualTo("private, no-store");
    }

    /** The whole conversation, since a client hides how the body was framed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-       | 206",
                "bytes=0-4      | 206",
                "bytes=9999999- | 416",
                "none           | 200",
            })
    void framesThePdfByItsLengthAlone(String range, int status) throws IOException {
        String answer;
        try (var socket = new Socket("127.0.0.1", RestAssured.port)) {
            String request = "GET " + ADAS + "/pdf HTTP/1.1\r\nHost: here\r\nConnection: close\r\nRange: " + range
                    + "\r\nAuthorization: Bearer " + issuer.client("portal", "cms") + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        int end = answer.indexOf("\r\n\r\n");
        String head = answer.substring(0, end).toLowerCase(Locale.ROOT) + "\r\n";
        String body = answer.substring(end + 4);

        assertThat(head).startsWith("http/1.1 " + status).doesNotContain("transfer-encoding");
        assertThat(head).containsOnlyOnce("content-length: " + body.length() + "\r\n");
        assertThat(body).hasSize(range.equals("bytes=0-4") ? 5 : body.length());
        assertThat(body).matches(text -> status == 416 ? text.isEmpty() : text.startsWith("%PDF-"));
    }

    @Test
    void givesThePdfToItsPersonOnly() {
        as("101").get(ADAS + "/pdf").then().statusCode(200);
        as("101").get(ADAS).then().statusCode(200).body("courseId", is("lms:2"));
        long asked = lms.calls().count(PDF);

        as("102").get(ADAS + "/pdf").then().statusCode(403).contentType("application/problem+json");
        as("102").get(ADAS).then().statusCode(403);
        as("102").get("/v1/certificates/lms:customcert:9999").then().statusCode(403);
        given().auth()
                .oauth2(issuer.client("portal2", "cms2").toString())
                .get(ADAS + "/pdf")
                .then()
                .statusCode(404);

        assertThat(lms.calls().count(PDF)).isEqualTo(asked);
    }

    /** The LMS would make a PDF for nobody, and its connection would wait for somebody to read it. */
    @Test
    void answersHeadWithoutTheLms() {
        long asked = lms.calls().count(PDF);

        asPortal()
                .head(ADAS + "/pdf")
                .then()
                .statusCode(200)
                .header("Content-Type", "application/pdf")
                .header("Cache-Control", "private, no-store");
        as("101").head(ADAS + "/pdf").then().statusCode(200);
        as("102").head(ADAS + "/pdf").then().statusCode(403);
        asPortal().head("/v1/certificates/lms:customcert:9999/pdf").then().statusCode(404);

        assertThat(lms.calls().count(PDF)).isEqualTo(asked);
    }

    @Test
    void knowsNoCertificateOfNobody() {
        asPortal()
                .get("/v1/certificates/lms:customcert:9999")
                .then()
                .statusCode(404)
                .contentType("application/problem+json");
        asPortal().get("/v1/certificates/lms:customcert:9999/pdf").then().statusCode(404);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.Kind.class,
            names = {"DOWN", "ERROR_500", "FORBIDDEN", "DB_DOWN", "MAINTENANCE", "HTML", "DROP_ANSWER"})
    void saysSoWhenTheLmsGivesNoPdf(Fault.Kind kind) {
        lms.faults().set(PDF, Fault.of(kind));

        asPortal()
                .get(ADAS + "/pdf")
                .then()
                .statusCode(503)
                .contentType("application/problem+json")
                .header("Retry-After", "10");
    }

    @Test
    void keepsTheFirstAttemptWhenASecondComes() {
        LmsUser learner = lms.addUser("recert", "Rea", "Cert", "recert@example.org");
        long first = lms.state()
                .issueCertificate(learner.id(), 2, "FIRST00001", 1_700_000_000L)
                .id();
        link("9001", learner.id());
        asPortal().get("/v1/users/9001/certificates").then().body("certificates.code", contains("FIRST00001"));

        lms.state().revokeCertificate(first);
        lms.state().issueCertificate(learner.id(), 2, "SECOND0002", 1_770_000_000L);
        send(
                "isthmus.lms.courses",
                "lms:" + learner.id(),
                Contracts.sample("io.isthmus.certificate.renewed.v1")
                        .replace("\"lmsUserId\": \"4\"", "\"lmsUserId\": \"" + learner.id() + "\""));

        Await.untilAsserted(
                "the second attempt",
                () -> asPortal()
                        .get("/v1/users/9001/certificates")
                        .then()
                        .body("certificates.code", contains("SECOND0002", "FIRST00001"))
                        .body("certificates.attempt", contains(2, 1))
                        .body("certificates.status", contains("valid", "superseded"))
                        .body("certificates[1].issuedAt", is("2023-11-14T22:13:20Z"))
                        .body("certificates[1].pdfUrl", nullValue()));
        asPortal()
                .get("/v1/certificates/lms:customcert:" + first + "/pdf")
                .then()
                .statusCode(410)
                .contentType("application/problem+json");
    }

    @Test
    void archivesTheOthersWhenOneCannotBeRead() {
        LmsUser learner = lms.addUser("partly", "Pat", "Ly", "partly@example.org");
        lms.state().issueCertificate(learner.id(), 2, "READABLE01", 1_770_000_000L);
        lms.state().issueCertificate(learner.id(), 5, "UNREADABLE", 1_770_000_001L);
        lms.faults().set("core_course_get_course_module_by_instance", Fault.of(Fault.Kind.ERROR_500));
        link("9002", learner.id());

        asPortal()
                .get("/v1/users/9002/certificates")
                .then()
                .statusCode(200)
                .body("certificates.code", contains("READABLE01"))
                .body("stale", is(true))
                .body("failures[0].part", is("certificates"));
        lms.faults().clear();
        asPortal()
                .get("/v1/users/9002/certificates")
                .then()
                .body("certificates.code", contains("UNREADABLE", "READABLE01"));
    }

    @Test
    void refusesToChangeTheArchive() throws SQLException {
        try (var connection = DriverManager.getConnection(
                        postgres.jdbcUrl("course"), PostgresServer.USER, PostgresServer.PASSWORD);
                var update = connection.createStatement()) {
            assertThatThrownBy(() -> update.executeUpdate("update certificate set code = 'FORGED'"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("never changed");
        }
    }
}
