package io.isthmus.checks.production;

import io.isthmus.checks.Node;
import io.isthmus.checks.manifest.Manifests;
import io.isthmus.testbed.infra.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** A real Kafka with TLS, SCRAM-SHA-512 and an authorizer, with the users, rights and topics of the manifests. */
final class SecureKafka implements AutoCloseable {

    private static final String ADMIN = "administrator";
    private static final String LISTENER = "listener.name.tls.";

    private final KafkaRaftServer server;
    private final int port;
    private final Certificate certificate;
    private final String adminPassword;

    private SecureKafka(KafkaRaftServer server, int port, Certificate certificate, String adminPassword) {
        this.server = server;
        this.port = port;
        this.certificate = certificate;
        this.adminPassword = adminPassword;
    }

    /** @param passwords by the names of the KafkaUsers */
    static SecureKafka start(Path folder, Certificate certificate, Manifests manifests, Map<String, String> passwords) {
        try {
            Path logs = Files.createDirectories(folder.resolve("kafka"));
            Path store = Files.writeString(
                    folder.resolve("kafka.pem"),
                    Files.readString(certificate.key()) + Files.readString(certificate.certificate()));
            String adminPassword = Uuid.randomUuid().toString();
            format(logs, scram(passwords, adminPassword));
            int port = FreePort.find();
            var server = new KafkaRaftServer(
                    new KafkaConfig(properties(port, FreePort.find(), logs, store, certificate, adminPassword)),
                    Time.SYSTEM);
            server.startup();
            var kafka = new SecureKafka(server, port, certificate, adminPassword);
            kafka.apply(manifests);
            return kafka;
        } catch (IOException e) {
            throw new IllegalStateException("Kafka did not start", e);
        }
    }

    private static List<String> scram(Map<String, String> passwords, String adminPassword) {
        var users = new ArrayList<String>();
        users.add("SCRAM-SHA-512=[name=" + ADMIN + ",password=" + adminPassword + "]");
        passwords.forEach((name, password) -> users.add("SCRAM-SHA-512=[name=" + name + ",password=" + password + "]"));
        return users;
    }

    private static void format(Path logs, List<String> users) {
        try {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(logs.toString())
                    .setDirectories(List.of(logs.toString()))
                    .setScramArguments(users)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("Kafka could not format its log directory", e);
        }
    }

    private static Properties properties(
            int port, int controller, Path logs, Path store, Certificate certificate, String adminPassword) {
        var properties = new Properties();
        properties.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", "1"),
                Map.entry("controller.quorum.voters", "1@127.0.0.1:" + controller),
                Map.entry("listeners", "TLS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controller),
                Map.entry("advertised.listeners", "TLS://localhost:" + port),
                Map.entry("controller.listener.names", "CONTROLLER"),
                Map.entry("inter.broker.listener.name", "TLS"),
                Map.entry("listener.security.protocol.map", "TLS:SASL_SSL,CONTROLLER:PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "SCRAM-SHA-512"),
                Map.entry(LISTENER + "scram-sha-512.sasl.jaas.config", jaas(ADMIN, adminPassword)),
                Map.entry(LISTENER + "ssl.keystore.type", "PEM"),
                Map.entry(LISTENER + "ssl.keystore.location", store.toString()),
                Map.entry(LISTENER + "ssl.truststore.type", "PEM"),
                Map.entry(
                        LISTENER + "ssl.truststore.location",
                        certificate.certificate().toString()),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:" + ADMIN + ";User:ANONYMOUS"),
                Map.entry("log.dirs", logs.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("offsets.topic.num.partitions", "8"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("message.max.bytes", "8388608"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                Map.entry("broker.session.timeout.ms", "3000"),
                Map.entry("broker.heartbeat.interval.ms", "500")));
        return properties;
    }

    static String jaas(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                + password + "\";";
    }

    int port() {
        return port;
    }

    private Admin admin() {
        return Admin.create(Map.of(
                "bootstrap.servers",
                "localhost:" + port,
                "security.protocol",
                "SASL_SSL",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                jaas(ADMIN, adminPassword),
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.certificate().toString()));
    }

    /** As Strimzi's operators do, but for the replicas, since there is one node. */
    private void apply(Manifests manifests) {
        try (Admin admin = admin()) {
            admin.createAcls(manifests
                            .ofKind("KafkaUser")
                            .flatMap(SecureKafka::rights)
                            .toList())
                    .all()
                    .get();
            admin.createTopics(manifests
                            .ofKind("KafkaTopic")
                            .map(SecureKafka::topic)
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static NewTopic topic(Node topic) {
        Map<String, String> config = topic.at("spec", "config")
                .entries()
                .filter(entry -> !entry.getKey().equals("min.insync.replicas"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().text()));
        int partitions = Integer.parseInt(topic.at("spec", "partitions").text());
        return new NewTopic(Manifests.name(topic), partitions, (short) 1).configs(config);
    }

    private static Stream<AclBinding> rights(Node user) {
        return user.at("spec", "authorization", "acls").list().stream().flatMap(acl -> {
            String type = acl.at("resource", "type").text();
            var pattern = new ResourcePattern(
                    type.equals("transactionalId")
                            ? ResourceType.TRANSACTIONAL_ID
                            : ResourceType.fromString(type.toUpperCase(Locale.ROOT)),
                    acl.at("resource", "name").text(),
                    acl.at("resource", "patternType").text().equals("prefix")
                            ? PatternType.PREFIXED
                            : PatternType.LITERAL);
            return acl.at("operations").texts().stream()
                    .map(operation ->
                            operation.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT))
                    .map(operation -> new AclBinding(
                            pattern,
                            new AccessControlEntry(
                                    "User:" + Manifests.name(user),
                                    "*",
                                    AclOperation.fromString(operation),
                                    AclPermissionType.ALLOW)));
        });
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
