package io.isthmus.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchShadowRootException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** What a learner does, in a real browser: scripts, cookies and redirects as they are. */
@ExtendWith(SharedStack.class)
@Order(1)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BrowserIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static Chromium chromium;
    private static StackProcess stack;

    @BeforeAll
    static void start(PlainStack shared) {
        chromium = Chromium.start();
        stack = shared.process();
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @Test
    @Order(1)
    void adaLogsInAndSeesHerCoursesAndHerCertificate() {
        logIn("ada");
        open("/learning");

        awaitComponent(".courses .course progress");
        assertThat(inComponent("progress").stream().map(bar -> bar.getDomAttribute("value")))
                .containsExactlyInAnyOrder("100", "50", "0");
        assertThat(inComponent(".awards .award")).hasSize(1);
        show("learning");
    }

    @Test
    @Order(2)
    void aCourseOfTheComponentOpensAtTheLmsByWayOfTheSessionHere() {
        open("/learning");
        awaitComponent(".courses .course progress");
        inComponent(".title a").stream()
                .filter(link -> String.valueOf(link.getDomAttribute("href")).endsWith("id%3D4"))
                .findFirst()
                .orElseThrow()
                .click();

        await("/course/view.php?id=4");
        assertThat(driver().findElement(By.tagName("body")).getDomAttribute("data-username"))
                .isEqualTo("ada");
    }

    @Test
    @Order(3)
    void oneClickLeadsHerIntoTheCourseAtTheLms() {
        open("/course/lms:3");
        show("course");
        press("form[action$='/start'] button");

        await("/course/view.php?id=3");
        assertThat(driver().findElement(By.tagName("body")).getDomAttribute("data-username"))
                .isEqualTo("ada");
        show("lms-course");

        driver().navigate().back();
        new WebDriverWait(driver(), LIMIT).until(page -> page.getCurrentUrl().endsWith("/course/lms:3"));
        assertThat(driver().findElement(By.tagName("h1")).getText()).isEqualTo("Data Protection & Privacy");
    }

    @Test
    @Order(4)
    void loggingOutAtThePortalLogsHerOutAtTheLms() {
        open("/learning");
        press("form[action='/user/logout'] button");

        new WebDriverWait(driver(), LIMIT).until(page -> page.getCurrentUrl().startsWith(stack.url(Port.LMS)));
        driver().get(stack.url(Port.LMS) + "/my/");
        assertThat(driver().getCurrentUrl()).contains("/login/index.php");
    }

    @Test
    @Order(5)
    void whoHasNoAccountGetsOneOnTheWay() {
        // Chloé is for MainJobIT.
        new CmsAdministrator(stack.url(Port.PORTAL)).create("zoe");
        logIn("zoe");
        open("/learning");
        show("learning-new");
        open("/course/lms:3");
        press("form[action$='/start'] button");

        await("/course/view.php?id=3");
        assertThat(driver().findElement(By.tagName("body")).getDomAttribute("data-username"))
                .isEqualTo("zoe");
    }

    @Test
    @Order(6)
    void thePagesOfTokenServiceFitAPhoneAndNeedNoMouse() {
        driver().manage().deleteAllCookies();
        open("/sso/login?token=none");
        show("sso-refused");
        open("/sso/continue");
        show("sso-gone");
        logIn("ada");
        open("/sso/launch?target=/my/");
        await("/my/");
        open("/sso/logout");
        show("sso-logout");

        new Actions(driver()).sendKeys(Keys.TAB, Keys.ENTER).perform();

        new WebDriverWait(driver(), LIMIT).until(page -> page.getCurrentUrl().equals(stack.url(Port.LMS) + "/"));
        open("/sso/launch?target=/my/");
        show("sso-just-left");
        assertThat(driver().findElement(By.tagName("h1")).getText()).isEqualTo("You just logged out");
    }

    private static WebDriver driver() {
        return chromium.driver();
    }

    private static void open(String path) {
        driver().get(stack.url(Port.PORTAL) + path);
    }

    private static void logIn(String username) {
        open("/user/login");
        show("login");
        driver().findElement(By.name("name")).sendKeys(username);
        driver().findElement(By.name("pass")).sendKeys(username);
        press("form[action='/user/login'] button");
        new WebDriverWait(driver(), LIMIT)
                .until(page -> !page.findElements(By.cssSelector("form[action='/user/logout']"))
                        .isEmpty());
    }

    private static void press(String css) {
        driver().findElement(By.cssSelector(css)).click();
    }

    private static List<WebElement> inComponent(String css) {
        return driver().findElement(By.tagName("isthmus-courses"))
                .getShadowRoot()
                .findElements(By.cssSelector(css));
    }

    private static void awaitComponent(String css) {
        new WebDriverWait(driver(), LIMIT)
                .ignoring(NoSuchShadowRootException.class)
                .until(page -> !inComponent(css).isEmpty());
    }

    private static void await(String end) {
        new WebDriverWait(driver(), LIMIT).until(page -> page.getCurrentUrl().endsWith(end));
    }

    /** Nothing is wider than a phone; with {@code -Pfull} there are pictures for people to look at. */
    private static void show(String name) {
        chromium.width(390);
        var width = (Number) ((JavascriptExecutor) driver())
                .executeScript("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        assertThat(width.intValue()).as("sideways scrolling of " + name).isLessThanOrEqualTo(0);
        picture(name + "-390.png");
        chromium.width(1280);
        picture(name + "-1280.png");
    }

    private static void picture(String file) {
        if (Boolean.getBoolean("isthmus.full")) {
            chromium.screenshot(SCREENSHOTS.resolve(file));
        }
    }
}
