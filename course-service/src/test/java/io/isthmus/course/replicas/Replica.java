package io.isthmus.course.replicas;

import io.isthmus.testbed.infra.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The packaged service as a process of its own. */
final class Replica implements AutoCloseable {

    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final URI uri;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Replica(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** @param properties as {@code -D} */
    static Replica start(String name, Map<String, String> properties) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException(JAR + " is missing: this test runs after package");
        }
        int port = FreePort.find();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", JAR.toString()));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(Path.of("target", name + ".log").toFile())
                    .start();
            return new Replica(process, URI.create("http://127.0.0.1:" + port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails with {@link java.util.concurrent.CompletionException} while nobody listens. */
    CompletableFuture<HttpResponse<String>> ask(String path, String token) {
        return http.sendAsync(request(path, token), HttpResponse.BodyHandlers.ofString());
    }

    /** @return what comes, as it comes */
    InputStream open(String path, String token) {
        return http.sendAsync(request(path, token), HttpResponse.BodyHandlers.ofInputStream())
                .join()
                .body();
    }

    private HttpRequest request(String path, String token) {
        return HttpRequest.newBuilder(uri.resolve(path))
                .header("Authorization", "Bearer " + token)
                .timeout(PATIENCE)
                .build();
    }

    HttpResponse<String> get(String path, String token) {
        return ask(path, token).join();
    }

    boolean isReady() {
        return get("/q/health/ready", "").statusCode() == 200;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
