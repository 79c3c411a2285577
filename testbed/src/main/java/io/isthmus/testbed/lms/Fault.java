package io.isthmus.testbed.lms;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What goes wrong with a call.
 *
 * @param delay passes before anything else happens
 * @param until what is waited for, too
 */
public record Fault(Kind kind, Duration delay, CompletionStage<?> until) {

    /** The ways in which an LMS fails. */
    public enum Kind {
        /** Nothing but the delay. */
        SLOW,
        /** Never answers. */
        HANG,
        /** 503 with an HTML page: the web server, or Moodle's maintenance from the command line. */
        DOWN,
        /** 500 without a body. */
        ERROR_500,
        /** 403 without a body: the web services are switched off. */
        FORBIDDEN,
        /** 200 with an HTML page, as a proxy in between would send it. */
        HTML,
        /** Does the work and cuts the JSON in half. */
        TRUNCATED,
        /** Does the work and prints a PHP warning before the JSON. */
        PHP_WARNING,
        /** Does the work at once and answers after the delay: what comes may be outdated by then. */
        LATE,
        /** Does the work and closes the connection without an answer. */
        DROP_ANSWER,
        /** 200 with {@code dbconnectionfailed}. */
        DB_DOWN,
        /** 200 with {@code sitemaintenance}. */
        MAINTENANCE;

        boolean doesTheWork() {
            return this == SLOW || this == LATE || this == TRUNCATED || this == PHP_WARNING || this == DROP_ANSWER;
        }
    }

    public static Fault of(Kind kind) {
        return new Fault(kind, Duration.ZERO, CompletableFuture.completedStage(null));
    }

    public static Fault slow(Duration delay) {
        return of(Kind.SLOW).after(delay);
    }

    public Fault after(Duration wait) {
        return new Fault(kind, wait, until);
    }

    /** For a test that says when. */
    public Fault after(CompletionStage<?> event) {
        return new Fault(kind, delay, event);
    }
}
