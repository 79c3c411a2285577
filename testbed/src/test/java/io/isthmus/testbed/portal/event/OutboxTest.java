package io.isthmus.testbed.portal.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class OutboxTest {

    private final List<Integer> stored = new ArrayList<>();
    private final Outbox outbox = new Outbox(new ReentrantLock(), 4, () -> stored.add(size()));

    private int size() {
        return outbox.pending().size();
    }

    @Test
    void takesTheFirstOfEachUserAndKeepsThemUntilTheyAreSent() throws Exception {
        add("a1", "a");
        add("b1", "b");
        add("a2", "a");

        assertThat(outbox.take()).extracting(UserEvent::id).containsExactly("a1", "b1");
        assertThat(outbox.pending()).hasSize(3);

        outbox.sent(Set.of("b1"));

        assertThat(outbox.take()).extracting(UserEvent::id).containsExactly("a1");
        assertThat(stored).containsExactly(2);
    }

    @Test
    void givesUpHistoryButNoUserWhenThereAreTooMany() throws Exception {
        add("a1", "a");
        add("b1", "b");
        assertThat(outbox.take()).hasSize(2);
        add("a2", "a");
        add("c1", "c");

        add("a3", "a");

        assertThat(outbox.pending()).extracting(UserEvent::id).containsExactly("a1", "b1", "c1", "a3");
    }

    private void add(String id, String key) {
        outbox.add(new UserEvent(id, key, "{}"));
    }
}
