package io.isthmus.token.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final List<String> sent = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    private boolean kafkaIsUp = true;

    private final Outbox outbox = new Outbox(this::send, 3, later::add);

    @Test
    void sendsInOrder() {
        add("a", "b", "c");

        assertThat(sent).containsExactly("a", "b", "c");
        assertThat(outbox.waiting()).isZero();
    }

    @Test
    void keepsEventsThroughAnOutageInOrder() {
        kafkaIsUp = false;
        add("a", "b");
        assertThat(outbox.waiting()).isEqualTo(2);

        kafkaIsUp = true;
        later.remove(0).run();

        assertThat(sent).containsExactly("a", "b");
        assertThat(outbox.waiting()).isZero();
    }

    @Test
    void dropsAndCountsWhatComesBeyondItsCapacity() {
        kafkaIsUp = false;
        add("a", "b", "c", "d", "e");

        assertThat(outbox.waiting()).isEqualTo(3);
        assertThat(outbox.dropped()).isEqualTo(2);
    }

    private void add(String... keys) {
        for (String key : keys) {
            outbox.add(new OutgoingEvent(key, "{}", Optional.empty()));
        }
    }

    private Uni<Void> send(OutgoingEvent event) {
        if (!kafkaIsUp) {
            return Uni.createFrom().failure(new IllegalStateException("down"));
        }
        sent.add(event.key());
        return Uni.createFrom().voidItem();
    }
}
