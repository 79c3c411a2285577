package io.isthmus.testbed.lms;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells the listener what changed, in order, on a thread of its own. */
final class Changes implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Changes.class.getName());

    private final LmsListener listener;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        var thread = new Thread(work, "lms-changes");
        thread.setDaemon(true);
        return thread;
    });

    Changes(LmsListener listener) {
        this.listener = listener;
    }

    void tell(List<Consumer<LmsListener>> changes) {
        changes.forEach(change -> thread.execute(() -> tell(change)));
    }

    private void tell(Consumer<LmsListener> change) {
        try {
            change.accept(listener);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "the listener of the LMS failed: {0}",
                    e.getClass().getName());
        }
    }

    /** Waits for what is still to be told. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
