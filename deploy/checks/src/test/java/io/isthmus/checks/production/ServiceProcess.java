package io.isthmus.checks.production;

import io.isthmus.checks.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A packaged service as a process, with nothing in its environment but what is given: by the JVM of this test, or its native
 * executable with {@code -Disthmus.native=true} ({@code deploy/native.sh}).
 */
final class ServiceProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ServiceProcess start(String service, Map<String, String> environment, Path log) {
        var builder =
                new ProcessBuilder(command(service)).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new ServiceProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String service) {
        if (Boolean.getBoolean("isthmus.native")) {
            return List.of(Repository.nativeExecutable(service).toString(), "-Xmx256m");
        }
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Repository.application(service).resolve("quarkus-run.jar").toString());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** @return its exit code */
    int awaitEnd() {
        try {
            if (!process.waitFor(3, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
            return process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The end of what it said, for failures. */
    String log() {
        List<String> lines = Repository.text(log).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    /** SIGKILL: nobody asks this process for anything any more. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
