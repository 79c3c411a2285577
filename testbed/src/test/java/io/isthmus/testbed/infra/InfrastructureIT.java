package io.isthmus.testbed.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfrastructureIT {

    @Test
    void postgresKeepsItsDataBetweenRunsAndIsDurable(@TempDir Path data) throws Exception {
        try (var postgres = PostgresServer.start(0, data).withDatabase("kept")) {
            try (var connection = DriverManager.getConnection(
                            postgres.jdbcUrl("kept"), PostgresServer.USER, PostgresServer.PASSWORD);
                    var statement = connection.createStatement()) {
                statement.execute("create table note (text varchar); insert into note values ('kept')");
                var fsync = statement.executeQuery("show fsync");
                fsync.next();
                assertThat(fsync.getString(1)).isEqualTo("on");
            }
        }
        try (var postgres = PostgresServer.start(0, data).withDatabase("kept");
                var connection = DriverManager.getConnection(
                        postgres.jdbcUrl("kept"), PostgresServer.USER, PostgresServer.PASSWORD);
                var note = connection.createStatement().executeQuery("select text from note")) {
            note.next();
            assertThat(note.getString(1)).isEqualTo("kept");
        }
    }

    @Test
    void redisKeepsItsDataBetweenRuns(@TempDir Path data) throws Exception {
        int port = FreePort.find();
        try (var redis = RedisServer.start(port, data)) {
            assertThat(command(redis.port(), "SET k v")).isEqualTo("+OK");
        }
        try (var redis = RedisServer.start(port, data)) {
            assertThat(command(redis.port(), "STRLEN k")).isEqualTo(":1");
        }
    }

    @Test
    void kafkaHasTheTopicsOfTheContract() throws Exception {
        try (var kafka = KafkaServer.start().withTopics(Topics.all());
                var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get())
                    .containsExactlyInAnyOrderElementsOf(
                            Topics.all().stream().map(NewTopic::name).toList());
        }
    }

    private static String command(int port, String command) throws Exception {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] answer = new byte[64];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, length, StandardCharsets.US_ASCII).trim();
        }
    }
}
