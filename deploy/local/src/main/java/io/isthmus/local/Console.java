package io.isthmus.local;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** What the person in front of the terminal reads. */
final class Console {

    private final PrintStream out;

    Console(PrintStream out) {
        this.out = out;
    }

    synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    void ready(String what, Duration took) {
        line(String.format(Locale.ROOT, "  %s ready in %s", what, seconds(took)));
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
