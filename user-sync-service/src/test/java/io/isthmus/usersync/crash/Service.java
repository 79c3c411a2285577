package io.isthmus.usersync.crash;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.infra.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged service as a process of its own. */
public final class Service implements AutoCloseable {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Path log;
    private final int port;
    private final int debugPort;

    private Service(Process process, Path log, int port, int debugPort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.debugPort = debugPort;
    }

    /** @param properties as {@code -D} */
    public static Service start(String name, Map<String, String> properties) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing: this test runs after package");
        }
        int port = FreePort.find();
        int debugPort = FreePort.find();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:" + debugPort,
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        Path log = Path.of("target", "crash-" + name + ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            return new Service(process, log, port, debugPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Service ready() {
        return healthy("ready");
    }

    Service live() {
        return healthy("live");
    }

    private Service healthy(String check) {
        Await.until(check, () -> health(check) == 200);
        return this;
    }

    /** @param check {@code ready} or {@code live} */
    int health(String check) {
        return get("/q/health/" + check, BodyHandlers.discarding()).statusCode();
    }

    /** @return the sum over all series of the name whose labels have these among them */
    double metric(String name, String... labels) {
        return get("/q/metrics", BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Stream.of(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> handler) {
        try {
            return HTTP.send(HttpRequest.newBuilder(url().resolve(path)).build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** @return where it writes its log */
    Path log() {
        return log;
    }

    /** @return where its API is */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Waits for its end. */
    public int exitCode() {
        await();
        return process.exitValue();
    }

    Debugger debugger() {
        return Debugger.attach(debugPort);
    }

    /** {@code kill -9} */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** {@code kill -STOP}, {@code kill -CONT} and the like. */
    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** {@code kill -TERM}, and waits for the end. */
    void terminate() {
        process.destroy();
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new AssertionError("the process does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
