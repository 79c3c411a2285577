package io.isthmus.bench.stack;

import java.util.ArrayDeque;
import java.util.Deque;

/** Parts that run while a suite does; stopped in the opposite order, also when the run is interrupted. */
public final class Surroundings implements AutoCloseable {

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Thread hook = new Thread(this::stop, "stop");

    public Surroundings() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @return the part */
    public synchronized <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    private synchronized void stop() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                System.err.println("did not stop cleanly: " + e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        stop();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
