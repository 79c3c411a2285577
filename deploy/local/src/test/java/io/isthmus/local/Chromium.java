package io.isthmus.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The installed Chromium, headless and alone with the local stack. */
final class Chromium implements AutoCloseable {

    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/bin"), Path.of("/usr/local/bin"), Path.of("/snap/bin"));
    private static final Duration PAGE_LIMIT = Duration.ofSeconds(60);

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Skips the test where Chromium or its driver is missing, except in CI, which has to install them. */
    static Chromium start() {
        Optional<Path> browser = find("chromium").or(() -> find("google-chrome"));
        Optional<Path> chromedriver = find("chromedriver");
        boolean there = browser.isPresent() && chromedriver.isPresent();
        if (!there && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("CI has to install chromium and chromium-driver");
        }
        if (!there) {
            System.out.println("SKIPPED: the browser tests need chromium and chromedriver; neither may be missing");
        }
        assumeTrue(there, "chromium and chromedriver are installed");
        var options = new ChromeOptions().setBinary(browser.orElseThrow().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync");
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .build();
        var driver = new ChromeDriver(service, options);
        driver.manage().timeouts().pageLoadTimeout(PAGE_LIMIT);
        return new Chromium(driver);
    }

    private static Optional<Path> find(String program) {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    WebDriver driver() {
        return driver;
    }

    /** @param width of the window in CSS pixels, down to a phone's */
    void width(int width) {
        driver.manage().window().setSize(new Dimension(width, 900));
    }

    void screenshot(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
