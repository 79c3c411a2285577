package io.isthmus.local;

import io.isthmus.testbed.infra.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The stack just as a person starts it, with its data kept between its runs. */
final class PlainStack implements AutoCloseable {

    private final Map<Port, Integer> ports = StackProcess.freePorts();
    private final Path folder;
    private StackProcess process;

    private PlainStack(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        process = StackProcess.up(ports, folder);
    }

    static PlainStack start() {
        try {
            return new PlainStack(Files.createTempDirectory("isthmus-plain-"));
        } catch (IOException e) {
            throw new UncheckedIOException("the stack did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Map<Port, Integer> ports() {
        return ports;
    }

    StackProcess process() {
        return process;
    }

    /** Once it has ended. */
    void startAgain() throws IOException, InterruptedException {
        process = StackProcess.up(ports, folder);
    }

    @Override
    public void close() {
        process.close();
        Folders.delete(folder);
    }
}
