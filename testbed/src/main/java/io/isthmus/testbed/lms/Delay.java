package io.isthmus.testbed.lms;

import io.vertx.core.Context;
import io.vertx.ext.web.RoutingContext;

final class Delay {

    private Delay() {}

    /** Goes on later, on the same event loop. */
    static void run(RoutingContext context, Fault fault, Runnable work) {
        if (fault.delay().isZero()) {
            await(context, fault, work);
            return;
        }
        context.vertx().setTimer(Math.max(1, fault.delay().toMillis()), timer -> await(context, fault, work));
    }

    private static void await(RoutingContext context, Fault fault, Runnable work) {
        if (fault.until().toCompletableFuture().isDone()) {
            work.run();
            return;
        }
        Context here = context.vertx().getOrCreateContext();
        fault.until().thenRun(() -> here.runOnContext(event -> work.run()));
    }
}
