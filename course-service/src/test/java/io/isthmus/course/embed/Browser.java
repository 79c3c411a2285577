package io.isthmus.course.embed;

import static org.junit.jupiter.api.Assumptions.abort;

import io.isthmus.testbed.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** The Chromium of this machine, without a window and with a profile of its own. */
final class Browser implements AutoCloseable {

    private static final AtomicBoolean SAID_MISSING = new AtomicBoolean();

    private final Path folder;
    private final ChromeDriver driver;
    private @Nullable Dimension size;
    private boolean emulating;

    private Browser(Path folder, ChromeDriver driver) {
        this.folder = folder;
        this.driver = driver;
    }

    /** Where there is no Chromium the test is skipped, and fails in CI, which has to have one. */
    static Browser start() {
        Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = onPath("chromedriver");
        if (chromium.isPresent() && chromedriver.isPresent()) {
            return start(chromium.get(), chromedriver.get());
        }
        String missing = "no chromium or chromedriver on the PATH: the component is not tested in a browser";
        if ("true".equalsIgnoreCase(System.getenv("CI"))) {
            throw new IllegalStateException(missing);
        }
        if (!SAID_MISSING.getAndSet(true)) {
            System.err.println("SKIPPED: " + missing);
        }
        return abort(missing);
    }

    private static Browser start(Path chromium, Path chromedriver) {
        Path folder = temporaryFolder();
        ChromeOptions options = new ChromeOptions()
                .setBinary(chromium.toFile())
                .addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run")
                .addArguments("--disable-background-networking", "--disable-component-update", "--disable-sync")
                // A page left behind would hold on to the requests that a test never answers.
                .addArguments("--disable-features=BackForwardCache")
                .addArguments(
                        "--disable-dev-shm-usage", "--lang=en-US", "--user-data-dir=" + folder.resolve("profile"));
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.toFile())
                .usingAnyFreePort()
                .build();
        return new Browser(folder, new ChromeDriver(service, options));
    }

    ChromeDriver driver() {
        return driver;
    }

    void open(String url) {
        driver.get(url);
    }

    void resize(int width, int height) {
        Dimension wanted = new Dimension(width, height);
        if (!wanted.equals(size)) {
            driver.manage().window().setSize(wanted);
            size = wanted;
        }
    }

    /** For example {@code prefers-color-scheme}, {@code dark}. */
    void emulate(String mediaFeature, String value) {
        emulating = true;
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", mediaFeature, "value", value))));
    }

    void emulateNothing() {
        if (!emulating) {
            return;
        }
        emulating = false;
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    }

    /** What the keyboard would do, wherever the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    void pressTab() {
        press(Keys.TAB);
    }

    @SuppressWarnings("unchecked")
    <T> T run(String script, Object... arguments) {
        return (T) driver.executeScript(script, arguments);
    }

    /** A file whole: Chromium writes to another name until it is. */
    Path download(String name) {
        Path file = folder.resolve("downloads").resolve(name);
        Await.until("the download of " + name, () -> Files.exists(file));
        return file;
    }

    /** The one file that was downloaded. */
    Path onlyDownload() {
        Path downloads = folder.resolve("downloads");
        Await.until("a download", () -> {
            try (Stream<Path> files = Files.list(downloads)) {
                return files.anyMatch(file -> file.toString().endsWith(".pdf"));
            }
        });
        try (Stream<Path> files = Files.list(downloads)) {
            return files.findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void allowDownloads() {
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior",
                Map.of(
                        "behavior",
                        "allow",
                        "downloadPath",
                        folder.resolve("downloads").toString()));
    }

    @Override
    public void close() {
        driver.quit();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("isthmus-embed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> onPath(String... names) {
        List<String> folders = List.of(System.getenv("PATH").split(File.pathSeparator));
        return Arrays.stream(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
