package io.isthmus.testbed;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for a condition, generously: timing never decides a test, it only ends one that hangs. */
public final class Await {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(25);

    private Await() {}

    /** Waits until the condition holds; one that throws does not hold yet. */
    public static void until(String what, Callable<Boolean> condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        Throwable last = null;
        while (System.nanoTime() < end) {
            try {
                if (condition.call()) {
                    return;
                }
                last = null;
            } catch (Exception | AssertionError e) {
                last = e;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        throw timedOut(what, last);
    }

    /** Waits until the assertions pass. */
    public static void untilAsserted(String what, Runnable assertions) {
        until(what, () -> {
            assertions.run();
            return true;
        });
    }

    private static AssertionError timedOut(String what, @Nullable Throwable last) {
        return new AssertionError("waited " + LIMIT.toSeconds() + " s for: " + what, last);
    }
}
