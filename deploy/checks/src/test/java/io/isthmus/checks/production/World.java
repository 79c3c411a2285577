package io.isthmus.checks.production;

import io.isthmus.checks.Repository;
import io.isthmus.checks.manifest.Manifests;
import io.isthmus.testbed.infra.FreePort;
import io.isthmus.testbed.infra.RedisServer;
import io.isthmus.testbed.lms.LmsOptions;
import io.isthmus.testbed.lms.LmsStandIn;
import io.isthmus.testbed.portal.Portal;
import io.isthmus.testbed.portal.PortalOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The overlay on this machine: its stores with TLS and authentication, its outside world, its services as processes. */
final class World implements AutoCloseable {

    static final String SIGNING_SECRET = "production-check-portal-signing-0123456789";
    static final String PORTAL_API = "production-check-portal-api-0123456789";
    static final String OPERATOR_API = "production-check-operator-api-0123456789";

    private static final String PASSWORD = "production-check-password";

    private final Manifests manifests;
    private final Path folder;
    private final Certificate certificate;
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final Map<String, Integer> ports = new HashMap<>();
    private final Map<String, ServiceProcess> services = new HashMap<>();
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private SecurePostgres postgres;
    private LmsStandIn lms;
    private String courseLogin = "course";

    World(Manifests manifests, Path folder) {
        this.manifests = manifests;
        this.folder = folder;
        certificate = Certificate.make(folder);
    }

    /** Starts everything but the services. */
    void open() {
        CompletableFuture<SecureKafka> kafka = CompletableFuture.supplyAsync(this::kafka);
        startPostgres();
        redis("StatefulSet/redis");
        redis("Deployment/redis-cache");
        outside();
        addresses.put(
                "isthmus-kafka-bootstrap:9093",
                "localhost:" + keep(kafka.join()).port());
        for (String service : Repository.SERVICES) {
            ports.put(service, FreePort.find());
        }
        addresses.put("token-service:9001", "localhost:" + port("token-service"));
    }

    private void startPostgres() {
        postgres = keep(SecurePostgres.start(folder, certificate))
                .with("user_sync", PASSWORD)
                .with("course", PASSWORD);
        addresses.put("user-sync-db-rw:5432", "localhost:" + postgres.port());
        addresses.put("course-db-rw:5432", "localhost:" + postgres.port());
    }

    private SecureKafka kafka() {
        Map<String, String> users =
                manifests.ofKind("KafkaUser").collect(Collectors.toMap(Manifests::name, user -> PASSWORD));
        return SecureKafka.start(folder, certificate, manifests, users);
    }

    /** By the overlay's own redis.conf; only ports and folders are others. */
    private void redis(String id) {
        String name = id.substring(id.indexOf('/') + 1);
        int port = FreePort.find();
        Pod pod = pod(id).mount(folder.resolve(name));
        List<String> settings = Repository.text(pod.mounted("/etc/redis/redis.conf"))
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.startsWith("tls-port") ? "tls-port " + port : line)
                .map(line -> line.startsWith("dir ") ? "dir " + folder.resolve(name) : line)
                .toList();
        keep(RedisServer.start(FreePort.find(), null, settings));
        addresses.put(name + ":6379", "localhost:" + port);
    }

    private void outside() {
        lms = keep(LmsStandIn.start(LmsOptions.sample()));
        addresses.put("https://moodle.example.org", withoutSlash(lms.url().toString()));
        Portal portal = keep(Portal.start(PortalOptions.sample()));
        addresses.put("https://www.example.org", withoutSlash(portal.url().toString()));
    }

    private static String withoutSlash(String url) {
        return url.replaceAll("/+$", "");
    }

    private <T extends AutoCloseable> T keep(T server) {
        started.push(server);
        return server;
    }

    private Pod pod(String id) {
        return new Pod(manifests, id, this::secret, addresses);
    }

    private String secret(String name, String key) {
        return switch (name + "/" + key) {
            case "redis-tls/ca.crt",
                    "redis-tls/tls.crt",
                    "isthmus-cluster-ca-cert/ca.crt",
                    "user-sync-db-ca/ca.crt",
                    "course-db-ca/ca.crt" -> Repository.text(certificate.certificate());
            case "redis-tls/tls.key" -> Repository.text(certificate.key());
            case "redis-users/users.acl" -> accessControl();
            case "redis-users/token-service", "redis-users/course-service" -> PASSWORD;
            case "user-sync-db-app/username" -> "user_sync";
            case "course-db-app/username" -> courseLogin;
            case "user-sync-db-app/password", "course-db-app/password" -> PASSWORD;
            case "token-service/master" -> "production-check-master-secret-0123456789";
            case "token-service/lms-token", "user-sync-service/lms-token", "course-service/lms-token" ->
                LmsOptions.LOCAL_TOKEN;
            case "token-service/cms-password", "user-sync-service/cms-password" -> "isthmus-local-connector";
            case "user-sync-service/privacy-key" -> "production-check-privacy-key-0123456789";
            case "token-service-clients/portal-signing" -> SIGNING_SECRET;
            case "token-service-clients/portal-api" -> PORTAL_API;
            case "token-service-clients/operator-api" -> OPERATOR_API;
            default -> {
                if (key.equals("sasl.jaas.config")) {
                    yield SecureKafka.jaas(name, PASSWORD);
                }
                throw new IllegalStateException("the overlay wants the key " + key + " of the secret " + name);
            }
        };
    }

    /** The users.acl of docs/install/kubernetes.md. */
    private static String accessControl() {
        return Repository.text("docs/install/users.acl").replaceAll("#\\S+", ">" + PASSWORD);
    }

    /** What the rotation of a database password needs (docs/operations/rotation.md); pods that start now use it. */
    void secondCourseLogin() {
        postgres.withSecondLogin("course", PASSWORD);
        courseLogin = "course_2";
    }

    /** Runs a migration to its end. */
    int migrate(String service) {
        Pod pod = pod("Job/" + service + "-migration").mount(folder.resolve(service + "-migration"));
        var process = ServiceProcess.start(service, local(pod, 0), folder.resolve(service + "-migration.log"));
        int exit = process.awaitEnd();
        if (exit != 0) {
            throw new IllegalStateException(process.log());
        }
        return exit;
    }

    /** Starts the Deployment of the service. */
    ServiceProcess start(String service) {
        Pod pod = pod("Deployment/" + service).mount(folder.resolve(service));
        if (service.equals("token-service")) {
            allowLegacy(pod.mounted("/etc/isthmus/clients/clients.yaml"));
        }
        var process = ServiceProcess.start(service, local(pod, port(service)), folder.resolve(service + ".log"));
        services.put(service, process);
        return keep(process);
    }

    /** So that the metrics of legacy formats are there too. */
    private static void allowLegacy(Path clients) {
        try {
            String legacy =
                    "formats:\n      - jwe\n      - name: v1\n        sunset: 2099-01-01\n    subject: username";
            Files.writeString(clients, Repository.text(clients).replace("formats: [jwe]", legacy));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on nobody answers at the LMS's address. */
    void closeLms() {
        lms.close();
        started.remove(lms);
    }

    private Map<String, String> local(Pod pod, int port) {
        Map<String, String> environment = pod.environment();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
        return environment;
    }

    int port(String service) {
        return ports.getOrDefault(service, 0);
    }

    ServiceProcess process(String service) {
        return services.get(service);
    }

    SecurePostgres postgres() {
        return postgres;
    }

    @Override
    public void close() throws Exception {
        while (!started.isEmpty()) {
            started.pop().close();
        }
    }
}
