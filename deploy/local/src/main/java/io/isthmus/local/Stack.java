package io.isthmus.local;

import io.isthmus.testbed.infra.Folders;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.PostgresServer;
import io.isthmus.testbed.infra.RedisServer;
import io.isthmus.testbed.infra.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole system on this machine: real PostgreSQL, Redis and Kafka, the doubles of the outside world, and the
 * services as processes. What the environment points elsewhere is not started.
 */
final class Stack implements AutoCloseable {

    private final Settings settings;
    private final Path home;
    private final Console console;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private boolean closed;

    private Stack(Settings settings, Path home, Console console) {
        this.settings = settings;
        this.home = home;
        this.console = console;
    }

    /**
     * Returns when every service is ready.
     *
     * @param fresh whether to drop the data of earlier runs first
     * @throws StackException in words for the person who started it; nothing is left running then
     */
    static Stack start(Settings settings, Path home, Console console, boolean fresh) throws InterruptedException {
        PortGuard.check(settings);
        if (fresh) {
            Folders.delete(settings.data());
        }
        var stack = new Stack(settings, home, console);
        try {
            stack.run();
            return stack;
        } catch (RuntimeException | InterruptedException e) {
            stack.close();
            throw e;
        }
    }

    private void run() throws InterruptedException {
        createFolders();
        var parts = Executors.newCachedThreadPool(Stack::daemon);
        try {
            all(parts, List.of(this::postgres, this::redis, this::kafka));
            Path clients = ClientRegistry.write(settings);
            var environments = new ServiceEnvironments(settings, clients);
            all(parts, List.of(this::lms, this::portal));
            all(
                    parts,
                    List.of(
                            () -> service(Port.TOKEN, environments.token()),
                            () -> service(Port.SYNC, environments.sync()),
                            () -> service(Port.COURSE, environments.course())));
        } finally {
            parts.shutdownNow();
        }
        if (settings.starts(Port.LMS) && settings.starts(Port.PORTAL)) {
            new SampleLinks(settings).create();
        }
    }

    private void createFolders() {
        try {
            Files.createDirectories(settings.data());
            Files.createDirectories(settings.logs());
        } catch (IOException e) {
            throw new StackException("The folder " + settings.folder() + " cannot be written: " + e.getMessage());
        }
    }

    private Void postgres() {
        if (settings.starts(Port.POSTGRES)) {
            long begin = System.nanoTime();
            keep(PostgresServer.start(
                            settings.port(Port.POSTGRES), settings.data().resolve("postgres")))
                    .withDatabase(ServiceEnvironments.SYNC_DATABASE)
                    .withDatabase(ServiceEnvironments.COURSE_DATABASE);
            ready("PostgreSQL 18", begin);
        }
        return null;
    }

    private Void redis() {
        if (settings.starts(Port.REDIS)) {
            long begin = System.nanoTime();
            keep(RedisServer.start(settings.port(Port.REDIS), settings.data().resolve("redis")));
            ready("Redis 6.2", begin);
        }
        return null;
    }

    private Void kafka() {
        if (settings.starts(Port.KAFKA)) {
            long begin = System.nanoTime();
            keep(KafkaServer.start(settings.port(Port.KAFKA), settings.data().resolve("kafka")))
                    .withTopics(Topics.all());
            ready("Kafka 4.1", begin);
        }
        return null;
    }

    private Void lms() {
        if (settings.starts(Port.LMS)) {
            long begin = System.nanoTime();
            keep(Doubles.lms(settings));
            ready("LMS stand-in", begin);
        }
        return null;
    }

    private Void portal() {
        if (settings.starts(Port.PORTAL)) {
            long begin = System.nanoTime();
            keep(Doubles.portal(settings));
            ready("portal", begin);
        }
        return null;
    }

    private Void service(Port port, Map<String, String> environment) throws InterruptedException {
        long begin = System.nanoTime();
        keep(ServiceProcess.start(port.label(), home, settings.port(port), settings.logs(), environment))
                .awaitReady();
        ready(port.label(), begin);
        return null;
    }

    private void ready(String what, long begin) {
        console.ready(what, Duration.ofNanos(System.nanoTime() - begin));
    }

    private synchronized <T extends AutoCloseable> T keep(T part) {
        if (closed) {
            closeQuietly(part);
            throw new StackException("The stack is being stopped.");
        }
        started.push(part);
        return part;
    }

    private static void all(ExecutorService executor, List<Callable<Void>> parts) throws InterruptedException {
        for (Future<Void> part : executor.invokeAll(parts)) {
            try {
                part.get();
            } catch (ExecutionException e) {
                Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
                throw cause instanceof StackException known ? known : new StackException(reasons(cause));
            }
        }
    }

    private static String reasons(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(cause -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
                .distinct()
                .collect(Collectors.joining(": "));
    }

    /** Stops what was started, last first. May be called while starting, and again. */
    @Override
    public void close() {
        Deque<AutoCloseable> parts;
        synchronized (this) {
            closed = true;
            parts = new ArrayDeque<>(started);
            started.clear();
        }
        // All at once; each is waited for in its turn.
        parts.stream()
                .filter(ServiceProcess.class::isInstance)
                .map(ServiceProcess.class::cast)
                .forEach(ServiceProcess::terminate);
        parts.forEach(this::closeQuietly);
    }

    private void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            console.line("  " + part.getClass().getSimpleName() + " did not stop cleanly: " + e.getMessage());
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "stack");
        thread.setDaemon(true);
        return thread;
    }
}
