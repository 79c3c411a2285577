package io.isthmus.testbed.lms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.testbed.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LmsStandInTest {

    private final List<String> heard = new CopyOnWriteArrayList<>();

    private final LmsListener listener = new LmsListener() {
        @Override
        public void userChanged(LmsUser user) {
            heard.add("user " + user.username() + " " + user.city());
        }

        @Override
        public void enrolmentChanged(LmsEnrolment enrolment) {
            heard.add("enrolment " + enrolment.userId() + " " + enrolment.progress());
        }

        @Override
        public void certificateIssued(LmsCertificate certificate) {
            heard.add("certificate " + certificate.userId());
        }
    };

    @Test
    void hasThePeopleAndCoursesOfTheLocalStack() {
        try (LmsStandIn lms = LmsStandIn.start(LmsOptions.sample())) {
            var client = new LmsClient(lms);

            JsonNode courses = client.call("core_enrol_get_users_courses", "userid", "4", "returnusercount", "0");

            assertThat(courses)
                    .extracting(course -> course.get("progress").asInt())
                    .containsExactly(100, 50, 0);
            assertThat(courses)
                    .extracting(course -> course.get("startdate").asLong())
                    .doesNotHaveDuplicates();
            assertThat(lms.user(4).orElseThrow())
                    .returns("ada", LmsUser::username)
                    .returns("cms:101", LmsUser::idnumber)
                    .returns("userkey", LmsUser::auth);
            assertThat(lms.user(5).orElseThrow().idnumber()).isEqualTo("cms:102");
            assertThat(lms.user(6).orElseThrow().suspended()).isTrue();
            assertThat(lms.users()).hasSize(9);
        }
    }

    @Test
    void givesTheCertificateAsAPdfWithTheName() {
        try (LmsStandIn lms = LmsStandIn.start(LmsOptions.sample())) {
            var client = new LmsClient(lms);

            JsonNode issues = client.call("mod_customcert_list_issues", "userid", "4", "includepdf", "1");

            assertThat(issues).hasSize(1);
            long customcert = issues.at("/0/issue/customcertid").asLong();
            byte[] embedded =
                    Base64.getDecoder().decode(issues.at("/0/pdf/content").asText());
            String pdf = new String(embedded, StandardCharsets.ISO_8859_1);
            assertThat(pdf).startsWith("%PDF-1.4").contains("(Ada Lovelace) Tj").endsWith("%%EOF\n");
            assertThat(offsetsOf(pdf))
                    .allSatisfy((number, offset) ->
                            assertThat(pdf.substring(offset)).startsWith(number + " 0 obj"));
            assertThat(client.get(CertificateFiles.PATH + "?token=" + LmsOptions.LOCAL_TOKEN + "&certificateid="
                                    + customcert + "&userid=4")
                            .body())
                    .contains("(Ada Lovelace) Tj");
        }
    }

    private static Map<Integer, Integer> offsetsOf(String pdf) {
        var offsets = new java.util.TreeMap<Integer, Integer>();
        int xref = Integer.parseInt(pdf.replaceAll("(?s).*startxref\n(\\d+)\n.*", "$1"));
        var entries = Pattern.compile("(\\d{10}) 00000 n ").matcher(pdf.substring(xref));
        while (entries.find()) {
            offsets.put(offsets.size() + 1, Integer.parseInt(entries.group(1)));
        }
        return offsets;
    }

    @Test
    void tellsTheListenerOfWhatChangedInOrder() {
        try (LmsStandIn lms = LmsStandIn.start(LmsOptions.sample().withListener(listener))) {
            var client = new LmsClient(lms);

            client.call("core_user_update_users", "users[0][id]", "4", "users[0][city]", "Paris");
            client.call(
                    "core_user_update_users",
                    "users[0][id]",
                    "4",
                    "users[0][email]",
                    "bruno@example.org",
                    "users[0][city]",
                    "Nowhere");
            lms.enrol(4, 4, 100);
            lms.issueCertificate(4, 4);

            Await.until("the listener heard", () -> heard.size() >= 3);
            assertThat(heard).containsExactly("user ada Paris", "enrolment 4 100", "certificate 4");
        }
    }

    @Test
    void keepsItsStateBetweenRuns(@TempDir Path folder) {
        LmsOptions options = LmsOptions.sample().withDataFolder(folder);
        long added;
        try (LmsStandIn lms = LmsStandIn.start(options)) {
            added = lms.addUser("kim", "Kim", "Lee", "kim@example.org").id();
            lms.state().saveUser(lms.user(added).orElseThrow().with("city", "Oslo"));
            lms.enrol(added, 3, 25);
        }
        try (LmsStandIn lms = LmsStandIn.start(options)) {
            assertThat(lms.userByUsername("kim").orElseThrow().city()).isEqualTo("Oslo");
            assertThat(lms.state().enrolment(added, 3).orElseThrow().progress()).isEqualTo(25);
            assertThat(lms.addUser("lou", "Lou", "Ray", "lou@example.org").id()).isEqualTo(added + 1);
            assertThat(lms.state().certificates(4)).hasSize(1);
        }
    }

    @Test
    void learnsInTheBrowser() {
        try (LmsStandIn lms = LmsStandIn.start(LmsOptions.sample().withListener(listener))) {
            var browser = new LmsClient(lms);
            browser.post("/login/index.php", Map.of("username", "bruno", "password", "bruno"));
            String page = browser.get("/course/view.php?id=2").body();
            assertThat(page).contains("You are not enrolled in this course.");
            var form = Map.of("id", "2", "sesskey", page.replaceAll("(?s).*value=\"([0-9a-f]{32})\".*", "$1"));

            browser.post("/enrol/index.php", form);
            for (int lesson = 1; lesson <= 4; lesson++) {
                browser.post("/course/togglecompletion.php", form);
            }

            assertThat(lms.state().enrolment(5, 2).orElseThrow().completed()).isTrue();
            assertThat(lms.state().certificates(5)).hasSize(1);
            assertThat(browser.get("/course/view.php?id=2").body()).contains("100% complete", "View certificate");
            Await.until("all was told", () -> heard.contains("certificate 5"));
            assertThat(heard).contains("enrolment 5 25", "enrolment 5 100");
        }
    }

    @Test
    void escapesWhatPeopleAreCalled() {
        try (LmsStandIn lms = LmsStandIn.start(LmsOptions.sample())) {
            lms.addUser("mallory", "<script>alert(1)</script>", "O'\"&", "mallory@example.org");
            var browser = new LmsClient(lms);
            browser.post("/login/index.php", Map.of("username", "mallory", "password", "mallory"));

            assertThat(browser.get("/my/").body())
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                    .doesNotContain("<script>");
        }
    }
}
