package io.isthmus.bench.stack;

import io.isthmus.bench.Arguments;
import io.isthmus.bench.load.HttpLoad;
import io.isthmus.testbed.infra.FreePort;
import java.io.IOException;
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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A packaged Quarkus service on a free port, with the JVM options of the images. */
public final class ServiceProcess implements HttpLoad.Target, AutoCloseable {

    private static final int READINGS = 5;
    private static final Duration START_LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int STOP_SECONDS = 20;

    /** The same in all images; what an older JDK does not know of it is left out. */
    private static final String IMAGE_OPTIONS = "token-service/src/main/docker/java-options";

    private static final double MEGABYTE = 1024 * 1024;
    private static final Pattern HEAP =
            Pattern.compile("^jvm_memory_used_bytes\\{area=\"heap\"[^}]*} ([0-9.E+]+)$", Pattern.MULTILINE);

    private final String name;
    private final Process process;
    private final int port;
    private final Path log;

    private ServiceProcess(String name, Process process, int port, Path log) {
        this.name = name;
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /**
     * Starts it and waits until it answers there with 200.
     *
     * @param name of its log, and of its recording
     * @param folder its module in the repository
     * @param heap such as {@code 256m}
     * @param readiness a path
     */
    public static ServiceProcess start(
            Arguments arguments,
            String name,
            String folder,
            String heap,
            Map<String, String> environment,
            String readiness)
            throws IOException, InterruptedException {
        Path target = Files.createDirectories(arguments.home().resolve("bench/run/target"));
        Path log = target.resolve(name + ".log");
        int port = FreePort.find();
        var builder = new ProcessBuilder(command(arguments, folder, name, heap))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        builder.environment().put("QUARKUS_HTTP_HOST", "127.0.0.1");
        builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
        var service = new ServiceProcess(name, builder.start(), port, log);
        try {
            service.awaitReady(readiness);
            return service;
        } catch (IllegalStateException | InterruptedException e) {
            service.close();
            throw e;
        }
    }

    private static List<String> command(Arguments arguments, String folder, String name, String heap) {
        Path home = arguments.home();
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.add("@" + home.resolve(IMAGE_OPTIONS));
        command.add("-Xmx" + heap);
        if (arguments.has(Arguments.Flag.JFR)) {
            command.add("-XX:StartFlightRecording=settings=profile,filename="
                    + home.resolve("bench/run/target/" + name + ".jfr"));
        }
        command.add("-jar");
        command.add(home.resolve(folder)
                .resolve("target/quarkus-app/quarkus-run.jar")
                .toString());
        return command;
    }

    private void awaitReady(String readiness) throws InterruptedException {
        var client = HttpClient.newHttpClient();
        var request = HttpRequest.newBuilder(url().resolve(readiness))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            if (process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(name + " stopped while starting: see " + log);
            }
            if (answers(client, request)) {
                return;
            }
        }
        throw new IllegalStateException(name + " was not ready in " + START_LIMIT.toSeconds() + " s: see " + log);
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Duration cpuTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** @return megabytes of heap that are needed: the least in use of five times right after a collection */
    public double heap() throws IOException, InterruptedException {
        double least = Double.MAX_VALUE;
        for (int time = 0; time < READINGS; time++) {
            collectGarbage();
            least = Math.min(least, heapInUse());
        }
        return least;
    }

    private double heapInUse() throws IOException, InterruptedException {
        String metrics = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(url().resolve("/q/metrics")).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        double bytes = 0;
        for (Matcher matcher = HEAP.matcher(metrics); matcher.find(); ) {
            bytes += Double.parseDouble(matcher.group(1));
        }
        return bytes / MEGABYTE;
    }

    /** @param name such as {@code STOP} */
    public void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }

    private void collectGarbage() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        new ProcessBuilder(jcmd, String.valueOf(process.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
