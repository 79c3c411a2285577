package io.isthmus.token.support;

import io.isthmus.testbed.infra.FreePort;
import io.isthmus.testbed.infra.KafkaServer;
import io.isthmus.testbed.infra.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Kafka that can be stopped and started again at the same address, with all it had. */
public final class KafkaBox implements AutoCloseable {

    private final Path data;
    private KafkaServer server;
    private boolean running = true;

    public KafkaBox() {
        try {
            data = Files.createTempDirectory("kafka-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = KafkaServer.start(FreePort.find(), data).withTopics(Topics.all());
    }

    public String bootstrapServers() {
        return server.bootstrapServers();
    }

    public void stop() {
        server.close();
        running = false;
    }

    public void start() {
        server = KafkaServer.start(server.port(), data);
        running = true;
    }

    @Override
    public void close() {
        if (running) {
            stop();
        }
    }
}
