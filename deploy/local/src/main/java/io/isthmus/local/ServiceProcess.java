package io.isthmus.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One of the services, as the process that an operator would run. */
final class ServiceProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(3);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);
    private static final int LINES_SHOWN = 25;

    private final String name;
    private final Process process;
    private final URI readiness;
    private final Path log;

    private ServiceProcess(String name, Process process, URI readiness, Path log) {
        this.name = name;
        this.process = process;
        this.readiness = readiness;
        this.log = log;
    }

    /** @param environment defaults: what the environment of this process says already stays as it is */
    static ServiceProcess start(String name, Path home, int port, Path logs, Map<String, String> environment) {
        Path jar = home.resolve(name).resolve("target/quarkus-app/quarkus-run.jar");
        if (!Files.isRegularFile(jar)) {
            throw new StackException(name + " is not built: " + jar + " is missing. Run ./mvnw package -DskipTests.");
        }
        Path log = logs.resolve(name + ".log");
        var builder = new ProcessBuilder(command(jar)).redirectErrorStream(true).redirectOutput(log.toFile());
        environment.forEach(builder.environment()::putIfAbsent);
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        try {
            var readiness = URI.create("http://127.0.0.1:" + port + "/q/health/ready");
            return new ServiceProcess(name, builder.start(), readiness, log);
        } catch (IOException e) {
            throw new StackException(name + " could not be started: " + e.getMessage());
        }
    }

    /** Soon there and content with little, for trying out: the first compiler only. */
    private static List<String> command(Path jar) {
        return List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar.toString());
    }

    /** @throws StackException with the end of the log when the service stops or is not ready in three minutes */
    void awaitReady() throws InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        while (System.nanoTime() < end) {
            if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new StackException(name + " stopped while starting. The end of " + log + ":\n" + lastLines());
            }
            if (isReady(client)) {
                return;
            }
        }
        throw new StackException(name + " was not ready in " + START_LIMIT.toMinutes() + " minutes. The end of " + log
                + ":\n" + lastLines());
    }

    private boolean isReady(HttpClient client) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(readiness).timeout(Duration.ofSeconds(5)).build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    long pid() {
        return process.pid();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** SIGTERM first, so that nothing accepted is dropped. */
    @Override
    public void close() {
        terminate();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
