package io.isthmus.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.local.WebBrowser.Page;
import io.isthmus.testbed.Await;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The six steps of the README, on one stack, in their order. */
@ExtendWith(SharedStack.class)
@Order(2)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT {

    private static StackProcess stack;
    private static LmsAdministrator lms;
    private static Operator operator;
    private static PortalVisitor ada;

    @BeforeAll
    static void start(PlainStack shared) {
        stack = shared.process();
        lms = new LmsAdministrator(stack.url(Port.LMS));
        operator = new Operator(stack);
        ada = new PortalVisitor(stack);
    }

    @Test
    @Order(1)
    void adaSeesHerCoursesWithProgressAndDatesAndDownloadsHerCertificate() {
        ada.logIn("ada");
        Page learning = ada.open("/learning");

        assertThat(learning.document().select(".card.mine progress").eachAttr("value"))
                .containsExactlyInAnyOrder("100", "50", "0");
        assertThat(learning.document().select(".card.mine .dates").eachText())
                .hasSize(3)
                .allMatch(dates -> dates.contains("2026"));
        Element certificate = learning.one(".awards a[download]");
        WebBrowser.Download pdf = ada.browser().download(certificate.absUrl("href"));
        assertThat(pdf.status()).isEqualTo(200);
        assertThat(pdf.type()).startsWith("application/pdf");
        assertThat(new String(pdf.bytes(), StandardCharsets.ISO_8859_1)).startsWith("%PDF-");
    }

    @Test
    @Order(2)
    void startCourseLogsAdaInAtTheLmsOnThatCourseAndTheSameLinkTwiceIsRefused() {
        Page handOver = ada.startCourse("/course/lms:3");
        Page course = ada.browser().submit(handOver.form("#handover"), Map.of());

        assertThat(course.address().getPath()).as(course.text()).isEqualTo("/course/view.php");
        assertThat(course.one("body").attr("data-username")).isEqualTo("ada");
        assertThat(course.one("[data-courseid]").attr("data-courseid")).isEqualTo("3");

        String token = handOver.one("#handover [name=token]").attr("value");
        Page again = new WebBrowser()
                .open(stack.url(Port.TOKEN) + "/sso/login?token=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.address().getPort()).isEqualTo(tokenPort());
    }

    @Test
    @Order(3)
    void aNewNameAndUsernameReachTheSameAccountOfTheLms() {
        Page edit = ada.open("/user/101/edit");
        Page saved = ada.browser()
                .submit(
                        edit.form("form[action=/user/101/edit]"),
                        Map.of("field_last_name", "King-Noel", "name", "ada.king"));
        assertThat(saved.text()).contains("King-Noel");
        long begin = System.nanoTime();

        Await.untilAsserted("the LMS has the new name", () -> {
            JsonNode account = lms.user("id", SamplePeople.ADA_LMS_ID);
            assertThat(account.path("lastname").asText()).isEqualTo("King-Noel");
            assertThat(account.path("username").asText()).isEqualTo("ada.king");
            assertThat(account.path("idnumber").asText()).isEqualTo("cms:101");
        });
        System.out.println("A profile change reached the LMS after "
                + Duration.ofNanos(System.nanoTime() - begin).toMillis() + " ms");
        assertThat(lms.users("idnumber", "cms:101")).hasSize(1);
        assertThat(lms.users("username", "ada")).isEmpty();
    }

    @Test
    @Order(4)
    void anAccountIsMadeForChloeOnHerWayIntoTheCourse() {
        assertThat(lms.users("idnumber", "cms:103")).isEmpty();
        var chloe = new PortalVisitor(stack);
        chloe.logIn("chloe");

        Page handOver = chloe.startCourse("/course/lms:3");
        Page landed = chloe.browser().submit(handOver.form("#handover"), Map.of());
        for (int reload = 0; reload < 30 && landed.address().getPath().equals("/sso/continue"); reload++) {
            landed = chloe.browser().open(landed.address().toString());
        }

        assertThat(landed.address().getPath()).isEqualTo("/course/view.php");
        assertThat(landed.one("body").attr("data-username")).isEqualTo("chloe");
        JsonNode account = lms.user("idnumber", "cms:103");
        assertThat(account.path("username").asText()).isEqualTo("chloe");
        assertThat(account.path("auth").asText()).isEqualTo("userkey");
    }

    @Test
    @Order(5)
    void aChangeAtTheLmsReachesThePortalAndNoEchoComesBack() {
        long unchanged = unchangedEntriesOf("101");
        lms.change(SamplePeople.ADA_LMS_ID, "country", "FR");
        long writes = lms.userUpdates();

        Await.untilAsserted(
                "the portal has the new country",
                () -> assertThat(ada.open("/user/101").text()).contains("France"));
        // The portal tells of its own new value; that event has to end as nothing to do.
        Await.until("the portal's event is settled", () -> unchangedEntriesOf("101") > unchanged && settled("101"));
        assertThat(lms.userUpdates()).as("an echo would be one more").isEqualTo(writes);
        assertThat(lms.user("id", SamplePeople.ADA_LMS_ID).path("country").asText())
                .isEqualTo("FR");
    }

    @Test
    @Order(6)
    void loggingOutAtThePortalEndsTheSessionsAtIsthmusAndAtTheLms() {
        assertThat(ada.browser().open(stack.url(Port.LMS) + "/my/").one("body").attr("data-username"))
                .isEqualTo("ada.king");

        Page handOver = ada.submit(ada.open("/learning"), "form[action=/user/logout]");
        Page end = ada.browser().submit(handOver.form("#handover"), Map.of());

        assertThat(end.status()).isEqualTo(200);
        Page my = ada.browser().open(stack.url(Port.LMS) + "/my/");
        assertThat(my.address().getPath()).isEqualTo("/login/index.php");
        assertThat(ada.open("/learning").address().getPath()).isEqualTo("/user/login");
    }

    private static long unchangedEntriesOf(String cmsUid) {
        return states(cmsUid).filter("unchanged"::equals).count();
    }

    private static boolean settled(String cmsUid) {
        return states(cmsUid).noneMatch(state -> state.equals("received") || state.equals("in-progress"));
    }

    private static Stream<String> states(String cmsUid) {
        return StreamSupport.stream(operator.journal(cmsUid).spliterator(), false)
                .map(entry -> entry.path("state").asText());
    }

    private static int tokenPort() {
        return URI.create(stack.url(Port.TOKEN)).getPort();
    }
}
