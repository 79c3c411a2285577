package io.isthmus.course.cache;

import static java.util.Objects.requireNonNull;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;

/** Duplicated Vert.x contexts, since a database session is bound to the one it was opened on. */
final class VertxThreads implements Threads {

    private final Vertx vertx;

    VertxThreads(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public void detached(Runnable work) {
        Context context = requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(ignored -> work.run());
    }

    @Override
    public Executor caller() {
        Context context = Vertx.currentContext();
        return context == null ? Runnable::run : work -> context.runOnContext(ignored -> work.run());
    }

    /**
     * The event loop itself where there is one: what is called off there is gone at once. Mutiny's own keeps it until
     * it would have been due, behind a lock that all event loops share.
     */
    @Override
    public ScheduledExecutorService timer() {
        ContextInternal context = ContextInternal.current();
        return context == null ? Infrastructure.getDefaultWorkerPool() : context.nettyEventLoop();
    }
}
