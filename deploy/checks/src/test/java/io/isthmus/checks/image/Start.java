package io.isthmus.checks.image;

import io.isthmus.checks.Repository;
import io.isthmus.testbed.infra.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A start of a service with JDK 25 in the folder of its image.
 *
 * @param command as in the Dockerfile
 */
record Start(Path app, List<String> command, Map<String, String> environment) {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** A process with the image's java first on its path, and little else in its environment. */
    static ProcessBuilder process(Path folder, List<String> command) {
        Path bin = Jdk25.home().orElseThrow().resolve("bin");
        // The word "java" is looked up by the JVM that starts the process, on a path of its own.
        List<String> words = command.get(0).equals("java")
                ? Stream.concat(
                                Stream.of(bin.resolve("java").toString()),
                                command.stream().skip(1))
                        .toList()
                : command;
        var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", bin + ":/usr/bin:/bin");
        return builder;
    }

    /** @return milliseconds until the service is live */
    long measure() throws IOException, InterruptedException {
        int port = FreePort.find();
        var builder = process(app, command);
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        Path log = app.resolve("../" + app.getFileName() + ".log");
        builder.redirectOutput(log.toFile());
        long begin = System.nanoTime();
        Process process = builder.start();
        try {
            awaitLive(process, port, log);
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static void awaitLive(Process process, int port, Path log) throws InterruptedException {
        HttpClient client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/q/health/live"))
                .timeout(LIMIT)
                .build();
        long end = System.nanoTime() + LIMIT.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try {
                client.send(request, HttpResponse.BodyHandlers.discarding());
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
            }
        }
        throw new IllegalStateException("not live: " + Repository.text(log));
    }
}
