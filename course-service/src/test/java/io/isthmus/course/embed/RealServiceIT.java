package io.isthmus.course.embed;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.isthmus.course.RunningService;
import io.isthmus.course.embed.ServiceDouble.Answer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The component against the service itself, from a page of another origin, set up as EMBED.md says. */
@QuarkusTest
class RealServiceIT extends RunningService {

    @Test
    void showsAdaWhatTheLmsKnows() throws IOException {
        link("101", ADA);

        try (Browser browser = Browser.start();
                Site site = new Site()) {
            site.serveFrom("http://127.0.0.1:" + RestAssured.port);
            site.tokens(Answer.json("{\"access_token\":\"" + issuer.person("101", "cms") + "\",\"expires_in\":300}"));
            browser.allowDownloads();
            browser.open(site.publish(Page.plain()));
            Component component = new Component(browser).awaitLoaded();

            assertThat(component.all("progress").stream().map(bar -> bar.getAttribute("value")))
                    .containsExactlyInAnyOrder("100", "50", "0");
            assertThat(component.text()).contains("3 courses, 1 completed", "My certificates", "Valid");
            component.find("[data-focus^=pdf]").click();
            component.awaitAnnouncement("The PDF was downloaded.");
            String pdf = Files.readString(browser.onlyDownload(), StandardCharsets.ISO_8859_1);
            assertThat(pdf).startsWith("%PDF-");

            component.set("user", "102");
            component.awaitError();
            assertThat(component.text()).contains("You cannot see these courses");
            List<Object> violations = browser.run("return seen.violations");
            assertThat(violations).isEmpty();
        }
    }

    @Test
    void servesTheComponentAndItsDemo() {
        given().header("Origin", "http://127.0.0.1:9000")
                .get("/embed/isthmus-courses.js")
                .then()
                .statusCode(200)
                .contentType(containsString("javascript"))
                .header("Cache-Control", "public, max-age=300")
                .header("Access-Control-Allow-Origin", "http://127.0.0.1:9000");
        given().redirects()
                .follow(false)
                .get("/embed/demo")
                .then()
                .statusCode(302)
                .header("Location", "/embed/demo/");
        get("/embed/demo/").then().statusCode(200).contentType(containsString("text/html"));
        get("/embed/isthmus-courses.css").then().statusCode(200).contentType(containsString("text/css"));
    }
}
