package io.isthmus.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts the local stack and keeps it until Ctrl-C, SIGTERM or, with {@code --once}, until it is ready. */
public final class Main {

    private static final int FAILED = 1;

    private final Console console = new Console(System.out);
    private final CountDownLatch started = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Stack stack;

    private Main() {}

    public static void main(String... arguments) {
        Runtime.getRuntime().exit(new Main().run(arguments));
    }

    private int run(String... commandLine) {
        try {
            Arguments arguments = Arguments.parse(commandLine);
            Path home = home();
            Settings settings = Settings.from(System.getenv(), home);
            Logs.toFolder(settings.logs());
            start(settings, home, arguments);
            return 0;
        } catch (StackException e) {
            console.line(String.valueOf(e.getMessage()));
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        }
    }

    private void start(Settings settings, Path home, Arguments arguments) throws InterruptedException {
        long begin = System.nanoTime();
        console.line("Starting Isthmus; logs are in " + settings.logs());
        Thread starter = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(starter), "stop"));
        if (arguments.withParent()) {
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> System.exit(0)));
        }
        try {
            stack = Stack.start(settings, home, console, arguments.fresh());
        } finally {
            started.countDown();
        }
        console.line(Welcome.text(settings, Duration.ofNanos(System.nanoTime() - begin)));
        if (!arguments.once()) {
            stopped.await();
        }
    }

    /** Runs while the JVM goes down; a start that is under way is interrupted and cleans up itself. */
    private void stop(Thread starter) {
        if (started.getCount() > 0) {
            starter.interrupt();
            await(started);
        }
        Stack running = stack;
        if (running != null) {
            console.line("Stopping");
            running.close();
        }
        stopped.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The repository: the nearest folder upwards that has the Maven wrapper. */
    static Path home() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("mvnw"))) {
                return at;
            }
        }
        throw new StackException("Run this inside the Isthmus repository.");
    }
}
