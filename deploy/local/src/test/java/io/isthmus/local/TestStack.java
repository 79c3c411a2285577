package io.isthmus.local;

import io.isthmus.testbed.infra.Folders;
import io.isthmus.testbed.infra.FreePort;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The local stack as a process, for all tests that need one and leave it as it was. Its Kafka is the test's own, so that
 * it can be stopped; a second CMS, {@code annex}, and a {@link Library} are among the clients; Hiro (LMS id 8) counts as a site administrator
 * and Inês's username is denied.
 */
final class TestStack implements AutoCloseable {

    static final String PRIVILEGED = "8";
    static final String DENIED = "ines";

    private static final String SECOND_CMS = """

              - id: annex
                name: A second CMS
                source: annex
                audiences: [lms]
                scopes: [token:mint]
                credential:
                  insecure-inline: isthmus-local-annex-api-0123456789
                formats: [jwe]
                subject: uid
                redirects:
                  - LMS
                keys:
                  - kid: annex-1
                    status: active
                    secret:
                      insecure-inline: isthmus-local-annex-secret-0123456789
            """;

    private final Path folder;
    private final Library library = new Library();
    private final Path kafkaData;
    private final Map<String, String> environment;
    private final StackProcess process;
    private final List<ServiceProcess> restarted = new ArrayList<>();
    private KafkaServer kafka;

    private TestStack(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        kafkaData = folder.resolve("kafka");
        kafka = KafkaServer.start(FreePort.find(), kafkaData).withTopics(Topics.all());
        Map<Port, Integer> ports = StackProcess.freePorts();
        environment = environment(ports);
        try {
            process = StackProcess.up(ports, folder, environment);
        } catch (IOException | InterruptedException | AssertionError e) {
            kafka.close();
            throw e;
        }
    }

    static TestStack start() {
        try {
            return new TestStack(Files.createTempDirectory("isthmus-e2e-"));
        } catch (IOException e) {
            throw new AssertionError("the stack did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Map<String, String> environment(Map<Port, Integer> ports) throws IOException {
        var all = new HashMap<String, String>();
        ports.forEach((port, number) -> all.put(port.variable(), String.valueOf(number)));
        all.put(Settings.FOLDER, folder.toString());
        all.put(Settings.KAFKA, kafka.bootstrapServers());
        all.put("ISTHMUS_LOGIN_PRIVILEGED_IDS", Doubles.LMS_ADMINISTRATOR + "," + PRIVILEGED);
        all.put("ISTHMUS_LOGIN_DENY", "admin,guest," + DENIED);
        // The wait page comes sooner than for people, who like to wait for a moment without one.
        all.put("ISTHMUS_JIT_WAIT", "PT1S");
        all.put("ISTHMUS_CLIENTS_FILE", clients(ports).toString());
        return all;
    }

    private Path clients(Map<Port, Integer> ports) throws IOException {
        try (InputStream registry = TestStack.class.getResourceAsStream("/clients.yaml")) {
            String lms = "http://localhost:" + ports.get(Port.LMS);
            String text = new String(Objects.requireNonNull(registry).readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(
                    folder.resolve("test-clients.yaml"),
                    text.replace("http://localhost:9004", lms) + SECOND_CMS.replace("LMS", lms) + library.registry());
        }
    }

    String url(Port port) {
        return process.url(port);
    }

    String kafka() {
        return kafka.bootstrapServers();
    }

    /** What a service wrote so far. */
    List<String> log(Port service) {
        try {
            return Files.readAllLines(folder.resolve("logs").resolve(service.label() + ".log"));
        } catch (IOException e) {
            throw new AssertionError("no log of " + service.label(), e);
        }
    }

    StackProcess process() {
        return process;
    }

    Library library() {
        return library;
    }

    void stopKafka() {
        kafka.close();
    }

    void startKafka() {
        kafka = KafkaServer.start(kafka.port(), kafkaData);
    }

    /** SIGTERM, as an orchestrator sends it. @return what is about to end */
    ProcessHandle terminate(Port service) {
        ProcessHandle found = process(service);
        found.destroy();
        return found;
    }

    /** Stops a service where it is, until the answer is closed. */
    AutoCloseable freeze(Port service) {
        long pid = process(service).pid();
        signal("STOP", pid);
        return () -> signal("CONT", pid);
    }

    private static void signal(String name, long pid) {
        try {
            var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid)).inheritIO();
            if (kill.start().waitFor() != 0) {
                throw new AssertionError("kill -" + name);
            }
        } catch (IOException e) {
            throw new AssertionError("no kill", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private ProcessHandle process(Port service) {
        return Stream.concat(
                        process.descendants().stream(), ProcessHandle.current().children())
                .filter(handle -> handle.info()
                        .commandLine()
                        .filter(line -> line.contains(service.label() + "/target/"))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError(service.label() + " does not run"));
    }

    /** Starts user-sync-service after it was terminated; it ends with this stack. */
    void startUserSyncAgain() throws InterruptedException {
        var settings = Settings.from(environment, Main.home());
        Path clients = Path.of(Objects.requireNonNull(environment.get("ISTHMUS_CLIENTS_FILE")));
        ServiceProcess again = ServiceProcess.start(
                Port.SYNC.label(),
                Main.home(),
                settings.port(Port.SYNC),
                settings.logs(),
                new ServiceEnvironments(settings, clients).sync());
        restarted.add(again);
        again.awaitReady();
    }

    @Override
    public void close() {
        restarted.forEach(ServiceProcess::close);
        process.close();
        kafka.close();
        library.close();
        Folders.delete(folder);
    }
}
