package io.isthmus.course.certificate;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.course.LearnerTest;
import io.isthmus.course.source.SourceException;
import io.isthmus.testbed.lms.Fault;
import io.isthmus.testbed.lms.LmsUser;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import jakarta.inject.Inject;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/** Certificates of people who never looked at their own. */
@QuarkusTest
class CertificateScanIT extends LearnerTest {

    private static final String LIST = "mod_customcert_list_issues";

    @Inject
    CertificateScan scan;

    @Inject
    CertificateArchive archive;

    private void scan() throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> scan.scan("lms"));
    }

    private boolean isArchived(String code) throws Throwable {
        return !VertxContextSupport.subscribeAndAwait(() -> archive.withCode(code))
                .isEmpty();
    }

    private long newestFrom() {
        return lms.calls().log(LIST).stream()
                .filter(call -> call.parameters().containsKey("timecreatedfrom"))
                .max(Comparator.comparing(call -> call.at()))
                .map(call -> Long.parseLong(call.parameters().get("timecreatedfrom")))
                .orElseThrow();
    }

    @Test
    void archivesEverybodysAndAsksForTheNewOnesTheNextTime() throws Throwable {
        LmsUser learner = newcomer();
        lms.state().issueCertificate(learner.id(), 2, "SCAN" + learner.id(), 1_770_000_000L);

        scan();

        assertThat(isArchived("SCAN" + learner.id())).isTrue();
        given().header("X-Forwarded-For", "192.0.2.4")
                .get("/v1/certificates/verify?code=SCAN" + learner.id())
                .then()
                .statusCode(200);
        scan();
        assertThat(newestFrom()).as("an hour before the newest").isGreaterThanOrEqualTo(1_770_000_000L - 3600);
    }

    @Test
    void readsAllPagesBeforeTheWatermarkMoves() throws Throwable {
        scan();
        long before = newestFrom();
        LmsUser learner = newcomer();
        long now = 1_900_000_000L + learner.id();
        for (int i = 0; i < 510; i++) {
            lms.state().issueCertificate(learner.id(), 2, "MANY" + i, now + i);
        }
        scanFailingOnTheSecondPage();

        assertThat(isArchived("MANY509")).as("the first page").isTrue();
        scan();

        assertThat(newestFrom()).as("asks from the same date again").isEqualTo(before);
        assertThat(isArchived("MANY0")).as("the last page").isTrue();
    }

    private void scanFailingOnTheSecondPage() {
        long calls = lms.calls().count(LIST);
        var failing = new Thread(() -> {
            while (lms.calls().count(LIST) == calls) {
                Thread.onSpinWait();
            }
            lms.faults().set(LIST, Fault.of(Fault.Kind.ERROR_500));
        });
        failing.start();
        assertThatThrownBy(this::scan).isInstanceOf(SourceException.class);
        lms.faults().clear();
    }
}
