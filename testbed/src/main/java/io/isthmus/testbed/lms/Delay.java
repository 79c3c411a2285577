package io.isthmus.testbed.lms;

import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

final class Delay {

    private Delay() {}

    /** Goes on later, on the same event loop. */
    static void run(RoutingContext context, Duration delay, Runnable work) {
        if (delay.isZero()) {
            work.run();
            return;
        }
        context.vertx().setTimer(Math.max(1, delay.toMillis()), timer -> work.run());
    }
}
