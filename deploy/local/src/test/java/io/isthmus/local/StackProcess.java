package io.isthmus.local;

import io.isthmus.testbed.infra.FreePort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** The local stack as a person starts it: its own process, on free ports, with a folder of its own. */
final class StackProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofMinutes(4);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(25);

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Map<Port, Integer> ports;

    private StackProcess(Process process, Map<Port, Integer> ports) {
        this.process = process;
        this.ports = ports;
        var reader = new Thread(this::read, "stack-output");
        reader.setDaemon(true);
        reader.start();
    }

    static Map<Port, Integer> freePorts() {
        var ports = new EnumMap<Port, Integer>(Port.class);
        for (Port port : Port.values()) {
            ports.put(port, FreePort.find());
        }
        return ports;
    }

    static StackProcess start(Map<Port, Integer> ports, Path folder, String... arguments) throws IOException {
        return start(ports, folder, Map.of(), arguments);
    }

    private static StackProcess start(
            Map<Port, Integer> ports, Path folder, Map<String, String> environment, String... arguments)
            throws IOException {
        var command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        ports.forEach((port, number) -> builder.environment().put(port.variable(), String.valueOf(number)));
        builder.environment().put(Settings.FOLDER, folder.toString());
        builder.environment().putAll(environment);
        return new StackProcess(builder.start(), ports);
    }

    /** Starts it and waits until it says that it is up. */
    static StackProcess up(Map<Port, Integer> ports, Path folder) throws IOException, InterruptedException {
        return up(ports, folder, Map.of());
    }

    /** @param environment what a person would have set before starting it */
    static StackProcess up(Map<Port, Integer> ports, Path folder, Map<String, String> environment)
            throws IOException, InterruptedException {
        StackProcess stack = start(ports, folder, environment);
        stack.awaitLine("Isthmus is up");
        return stack;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException e) {
            output.add("(output ended: " + e.getMessage() + ")");
        }
    }

    void awaitLine(String text) throws InterruptedException {
        long end = System.nanoTime() + START_LIMIT.toNanos();
        while (System.nanoTime() < end) {
            if (output.stream().anyMatch(line -> line.contains(text))) {
                return;
            }
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                break;
            }
        }
        if (output.stream().noneMatch(line -> line.contains(text))) {
            close();
            throw new AssertionError("'" + text + "' never came:\n" + output());
        }
    }

    String url(Port port) {
        return "http://localhost:" + ports.get(port);
    }

    String kafka() {
        return "127.0.0.1:" + ports.get(Port.KAFKA);
    }

    String output() {
        return String.join("\n", output);
    }

    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    /** SIGTERM. */
    void terminate() {
        process.destroy();
    }

    int awaitExit() throws InterruptedException {
        if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the stack did not stop:\n" + output());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
