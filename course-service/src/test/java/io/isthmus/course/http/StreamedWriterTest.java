package io.isthmus.course.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Multi;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over a real connection, byte by byte. */
class StreamedWriterTest {

    private static final int PART = 64 * 1024;
    private static final int PATIENCE = 20_000;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Socket ask(Streamed streamed) throws IOException {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> StreamedWriter.send(streamed, request.response())
                        .subscribe()
                        .with(sent -> {}, failure -> request.response().reset()))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        var socket = new Socket("127.0.0.1", server.actualPort());
        socket.setSoTimeout(PATIENCE);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: here\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Up to the end of the connection, which would go on after an answer that is whole. */
    private String cutAnswer(Streamed streamed) throws IOException {
        try (Socket socket = ask(streamed)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private String wholeAnswer(Streamed streamed, int bodyLength) throws IOException {
        var answer = new StringBuilder();
        try (Socket socket = ask(streamed)) {
            var in = new DataInputStream(socket.getInputStream());
            while (!answer.toString().endsWith("\r\n\r\n")) {
                answer.append((char) in.readUnsignedByte());
            }
            answer.append(new String(in.readNBytes(bodyLength), StandardCharsets.ISO_8859_1));
        }
        return answer.toString();
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    private static Multi<Buffer> parts(String... parts) {
        return Multi.createFrom().items(Arrays.stream(parts).map(Buffer::buffer).toArray(Buffer[]::new));
    }

    @Test
    void sendsEveryByteUnderOneLengthAndNoOtherFraming() throws IOException {
        String answer = wholeAnswer(new Streamed(10, parts("%PDF-", "123", "45")), 10);

        assertThat(answer.toLowerCase())
                .containsOnlyOnce("content-length: 10\r\n")
                .doesNotContain("transfer-encoding");
        assertThat(body(answer)).isEqualTo("%PDF-12345");
    }

    @Test
    void sendsChunksWhereNobodyKnowsTheLength() throws IOException {
        String chunks = "5\r\n%PDF-\r\n3\r\n123\r\n0\r\n\r\n";

        String answer = wholeAnswer(new Streamed(-1, parts("%PDF-", "123")), chunks.length());

        assertThat(answer.toLowerCase())
                .containsOnlyOnce("transfer-encoding: chunked\r\n")
                .doesNotContain("content-length");
        assertThat(body(answer)).isEqualTo(chunks);
    }

    @Test
    void sendsNoLastChunkWhenTheContentBreaksOff() throws IOException {
        var broken = Multi.createBy()
                .concatenating()
                .streams(parts("%PDF-"), Multi.createFrom().failure(new IOException("gone")));

        assertThat(body(cutAnswer(new Streamed(-1, broken)))).isEqualTo("5\r\n%PDF-\r\n");
    }

    @Test
    void endsTheConnectionWhenTheContentBreaksOff() throws IOException {
        var broken = Multi.createBy()
                .concatenating()
                .streams(parts("%PDF-"), Multi.createFrom().failure(new IOException("gone")));

        String answer = cutAnswer(new Streamed(10, broken));

        assertThat(answer.toLowerCase()).contains("content-length: 10\r\n");
        assertThat(body(answer)).isEqualTo("%PDF-");
    }

    @Test
    void endsTheConnectionWhenTheContentIsShorterThanSaid() throws IOException {
        assertThat(body(cutAnswer(new Streamed(10, parts("%PDF-", "123"))))).isEqualTo("%PDF-123");
    }

    @Test
    void sendsNothingBeyondTheLength() throws IOException {
        assertThat(body(cutAnswer(new Streamed(6, parts("%PDF-", "123"))))).isEqualTo("%PDF-");
    }

    @Test
    void takesNoMoreThanTheReaderTakes() throws IOException {
        int parts = 4096;
        var taken = new AtomicInteger();
        Multi<Buffer> content =
                Multi.createFrom().range(0, parts).invoke(taken::set).map(number -> Buffer.buffer(new byte[PART]));

        try (Socket socket = ask(new Streamed((long) parts * PART, content))) {
            InputStream in = socket.getInputStream();

            assertThat(in.readNBytes(PART)).hasSize(PART);
            assertThat(taken.get()).isLessThan(parts / 2);
        }
    }
}
