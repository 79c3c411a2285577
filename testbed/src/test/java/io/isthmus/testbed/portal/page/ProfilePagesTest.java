package io.isthmus.testbed.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.PortalOptions;
import io.isthmus.testbed.portal.page.Browser.Page;
import io.isthmus.testbed.portal.people.PortalUser;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfilePagesTest {

    private static final String EDIT = "/user/101/edit";

    private final Portal portal = Portal.start(PortalOptions.sample());
    private Browser browser;

    @BeforeEach
    void logIn() throws Exception {
        browser = Browser.loggedIn(portal, "ada");
    }

    @AfterEach
    void stop() {
        portal.close();
    }

    @Test
    void showsOnesOwnProfile() throws Exception {
        assertThat(browser.get("/user/101").body())
                .contains(
                        "Ada",
                        "Lovelace",
                        "ada@example.org",
                        "London",
                        "United Kingdom",
                        "kept by the learning platform");
        assertThat(browser.get("/user/102").status()).isEqualTo(403);
    }

    @Test
    void savesAndSaysSoOnce() throws Exception {
        Page saved = save(Map.of("field_last_name", " King ", "name", "countess", "field_city", ""));

        assertThat(saved.status()).isEqualTo(303);
        assertThat(saved.location()).isEqualTo("/user/101");
        assertThat(browser.get("/user/101").body()).contains("Your profile is saved", "King", "countess");
        assertThat(browser.get("/user/101").body()).doesNotContain("Your profile is saved");
        assertThat(user().lastName()).isEqualTo("King");
        assertThat(user().city()).isNull();
        assertThat(user().country()).as("not for the portal to change").isEqualTo("GB");
    }

    @ParameterizedTest
    @CsvSource({
        "name, bruno, The username bruno is already taken.",
        "name, a/b, The username contains an illegal character.",
        "name, '', You must enter a username.",
        "mail, bruno@example.org, The email address bruno@example.org is already taken.",
        "mail, BRUNO@example.org, The email address BRUNO@example.org is already taken.",
        "mail, not a mail, This value is not a valid email address.",
        "mail, '', Email field is required.",
        "field_last_name, '', Please enter your last name.",
        "field_first_name, '  ', Please enter your first name."
    })
    void saysWhatIsWrongNextToTheField(String field, String value, String message) throws Exception {
        PortalUser before = user();

        Page page = save(Map.of(field, value, "current_pass", "ada"));

        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body())
                .contains("id=\"" + field + "-error\">" + message, "aria-invalid=\"true\"", "href=\"#" + field + "\"");
        assertThat(user()).isEqualTo(before);
    }

    @Test
    void asksForThePasswordToChangeTheAddress() throws Exception {
        assertThat(save(Map.of("mail", "new@example.org")).body())
                .contains("To change your e-mail address, please enter your current password.");
        assertThat(save(Map.of("mail", "new@example.org", "current_pass", "ada"))
                        .status())
                .isEqualTo(303);

        assertThat(user().mail()).isEqualTo("new@example.org");
        assertThat(user().mailVerified()).as("typed by its owner").isFalse();
    }

    @Test
    void changesNothingByAForgedForm() throws Exception {
        Map<String, String> form = form(Map.of("field_last_name", "Mallory"));
        form.put("form_token", "forged");

        assertThat(browser.post(EDIT, form).status()).isEqualTo(403);
        assertThat(user().lastName()).isEqualTo("Lovelace");
    }

    @Test
    void showsNamesAsTextWhateverTheyAre() throws Exception {
        portal.updateUser(
                101, user -> user.lastName("<script>alert(1)</script>").city("\"><b>x"));

        assertThat(browser.get("/user/101").body()).contains("&lt;script&gt;").doesNotContain("<script>", "<b>x");
        assertThat(browser.get(EDIT).body()).contains("&quot;&gt;&lt;b&gt;x").doesNotContain("<script>", "\"><b>x");
    }

    private Page save(Map<String, String> changes) throws Exception {
        return browser.post(EDIT, form(changes));
    }

    private Map<String, String> form(Map<String, String> changes) throws Exception {
        var form = new HashMap<>(Map.of(
                "field_first_name", "Ada",
                "field_last_name", "Lovelace",
                "name", "ada",
                "mail", "ada@example.org",
                "field_city", "London",
                "field_country", "FR"));
        form.put("form_token", browser.get(EDIT).field("form_token"));
        form.putAll(changes);
        return form;
    }

    private PortalUser user() {
        PortalUser user = portal.user(101).orElseThrow();
        return user;
    }
}
