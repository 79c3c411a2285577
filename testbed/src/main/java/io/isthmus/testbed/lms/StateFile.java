package io.isthmus.testbed.lms;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps a state between runs: written whole, soon after a change and when the server stops, so that a crash loses a
 * fifth of a second at most and never leaves half a file.
 */
final class StateFile {

    private static final System.Logger LOG = System.getLogger(StateFile.class.getName());
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long PAUSE_MILLIS = 200;

    private final Path file;
    private final AtomicBoolean changed = new AtomicBoolean();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        var thread = new Thread(work, "lms-state");
        thread.setDaemon(true);
        return thread;
    });

    StateFile(Path folder) {
        file = folder.resolve("lms.json");
    }

    Optional<LmsData> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), LmsData.class));
        } catch (IOException e) {
            throw new UncheckedIOException("the LMS stand-in cannot read its state in " + file, e);
        }
    }

    /** Has the state written soon. */
    void changed(LmsState state) {
        if (changed.compareAndSet(false, true)) {
            var unused = thread.schedule(() -> writeIfChanged(state), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void writeIfChanged(LmsState state) {
        if (!changed.getAndSet(false)) {
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path written =
                    Files.writeString(file.resolveSibling("lms.json.new"), JSON.writeValueAsString(LmsData.of(state)));
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.log(Level.ERROR, "the LMS stand-in could not keep its state in " + file, e);
        }
    }

    /** Writes what is still to be written. */
    void close(LmsState state) {
        thread.shutdownNow();
        try {
            thread.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        writeIfChanged(state);
    }
}
