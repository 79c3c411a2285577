package io.isthmus.course.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.course.cache.SharedCache.Shared;
import io.isthmus.testbed.Await;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisReadsTest {

    private final Vertx vertx = Vertx.vertx();
    private final List<List<String>> commands = new CopyOnWriteArrayList<>();
    private final Map<String, Optional<Shared>> answers = new ConcurrentHashMap<>();
    private final RedisReads reads = new RedisReads(this::everybodyButBruno);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Uni<Map<String, Shared>> everybodyButBruno(List<String> names) {
        commands.add(names);
        var found = new HashMap<String, Shared>();
        names.forEach(name -> found.put(name, answerOf(name)));
        found.remove("bruno");
        return Uni.createFrom().item(found);
    }

    private static Shared answerOf(String name) {
        return new Shared(name.getBytes(StandardCharsets.UTF_8), Instant.EPOCH, Heard.Mark.NONE);
    }

    private void ask(String name) {
        reads.get(name).subscribe().with(answer -> answers.put(name, answer));
    }

    @Test
    void asksByOneCommandForWhatIsAskedWithinATurn() {
        vertx.runOnContext(turn -> List.of("ada", "bruno", "dai").forEach(this::ask));

        Await.until("the answers", () -> answers.size() == 3);
        assertThat(commands).containsExactly(List.of("ada", "bruno", "dai"));
        assertThat(answers.get("ada").orElseThrow().body()).asString().isEqualTo("ada");
        assertThat(answers.get("dai").orElseThrow().body()).asString().isEqualTo("dai");
        assertThat(answers.get("bruno")).isEmpty();
    }

    @Test
    void asksAgainInTheNextTurn() {
        vertx.runOnContext(turn -> {
            ask("ada");
            turn(() -> turn(() -> ask("dai")));
        });

        Await.until("the answers", () -> answers.size() == 2);
        assertThat(commands).containsExactly(List.of("ada"), List.of("dai"));
    }

    private void turn(Runnable work) {
        vertx.runOnContext(next -> work.run());
    }

    @Test
    void asksAtOnceElsewhere() {
        ask("ada");

        assertThat(answers).containsKey("ada");
    }
}
