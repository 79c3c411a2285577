package io.isthmus.usersync.journal;

import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.person.Suppressed;
import io.isthmus.usersync.trace.Traces;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Lets a test make a journal and put events into it. */
public final class Journals {

    private Journals() {}

    private static final int MAX_SIZE = 1024 * 1024;

    public static Journal of(Pool pool, Persons persons, Outbox outbox, Sources sources, Clock clock) {
        return new Journal(
                pool,
                persons,
                outbox,
                new EventReader(sources, MAX_SIZE),
                Suppressed.NOBODY,
                Traces.OFF,
                clock,
                UUID::randomUUID);
    }

    /** @param maxSize what is larger is not read */
    public static JournalActs acts(Pool pool, Persons persons, Sources sources, Clock clock, int maxSize) {
        return new JournalActs(pool, persons, new EventReader(sources, maxSize), clock);
    }

    /** @return how many entries were made */
    public static Uni<Integer> append(Journal journal, String event) {
        return journal.append(
                List.of(new Message("test", "0:0", "k", Map.of(), event.getBytes(StandardCharsets.UTF_8))));
    }

    /**
     * @param events with the keys that Kafka would have, in the order in which they came
     * @return how many entries were made
     */
    public static Uni<Integer> append(Journal journal, List<Map.Entry<String, String>> events) {
        return journal.append(events.stream()
                .map(event -> new Message(
                        "test",
                        "0:0",
                        event.getKey(),
                        Map.of(),
                        event.getValue().getBytes(StandardCharsets.UTF_8)))
                .toList());
    }
}
