package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.journal.Journals;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.person.Persons;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** More messages at once than one transaction takes. */
class IntakeOfManyIT {

    private static final int PEOPLE = 40;
    private static final int EACH = 10;

    private final Clock clock = Clock.systemUTC();
    private final Pool pool = PgBuilder.pool()
            .connectingTo(PgConnectOptions.fromUri(ModelDatabase.url("intake_of_many")))
            .using(ModelDatabase.VERTX)
            .build();
    private final Outbox outbox = new Outbox(clock, UUID::randomUUID);
    private final Persons persons = new Persons(pool, clock, Duration.ofMinutes(1));
    private final Journal journal = Journals.of(pool, persons, outbox, Situations.SOURCES, clock);

    @BeforeEach
    void empty() {
        Sql.run(pool, "truncate person, person_key, journal, journal_known, journal_seen cascade")
                .await()
                .indefinitely();
    }

    @AfterEach
    void close() {
        pool.closeAndAwait();
    }

    @Test
    void makesAnEntryOfEachEventInTheOrderOfItsKey() {
        var events = new ArrayList<Map.Entry<String, String>>();
        for (int number = 0; number < EACH; number++) {
            for (int uid = 1; uid <= PEOPLE; uid++) {
                events.add(Map.entry("cms:" + uid, event(uid, number)));
            }
        }
        var twice = new ArrayList<>(events);
        twice.addAll(events);

        int made = Journals.append(journal, twice).await().indefinitely();
        int again = Journals.append(journal, events).await().indefinitely();
        int others = Journals.append(journal, withOneMore(events)).await().indefinitely();

        assertThat(made).isEqualTo(PEOPLE * EACH);
        assertThat(again).isZero();
        assertThat(others).as("new among many that are known").isEqualTo(1);
        Map<String, List<String>> numbers = Sql.list(
                        pool, row -> row.getString("event_id"), "select event_id from journal order by id")
                .await()
                .indefinitely()
                .stream()
                .collect(Collectors.groupingBy(
                        event -> event.split("-")[0],
                        Collectors.mapping(event -> event.split("-")[1], Collectors.toList())));
        assertThat(numbers).hasSize(PEOPLE);
        assertThat(numbers.values())
                .allSatisfy(order -> assertThat(order.subList(0, EACH))
                        .isEqualTo(IntStream.range(0, EACH)
                                .mapToObj(String::valueOf)
                                .toList()));
        assertThat(persons.leases().claim(PEOPLE + 1).await().indefinitely()).hasSize(PEOPLE);
    }

    private static List<Map.Entry<String, String>> withOneMore(List<Map.Entry<String, String>> events) {
        var more = new ArrayList<>(events);
        more.add(100, Map.entry("cms:1", event(1, EACH)));
        return more;
    }

    /** While both versions run, and after the roll-out. */
    @Test
    void knowsWhatTheVersionBeforeHasTakenIn() {
        Sql.run(pool, "insert into journal_seen (source, event_id, received_at) values ('cms', '7000-0', now())")
                .await()
                .indefinitely();

        assertThat(Journals.append(journal, event(7000, 0)).await().indefinitely())
                .isZero();
        assertThat(Journals.append(journal, event(7000, 1)).await().indefinitely())
                .isEqualTo(1);
    }

    @Test
    void countsHowOftenInARowAnEntryWaitsForOneReason() {
        Journals.append(journal, event(8000, 0)).await().indefinitely();
        List<Long> id = Sql.list(pool, row -> row.getLong("id"), "select id from journal")
                .await()
                .indefinitely();

        for (String reason :
                List.of("cms-http-503", "cms-http-503", "cms-http-503", "stale-reading", "stale-reading")) {
            pool.withTransaction(tx -> journal.postpone(tx, id, reason)).await().indefinitely();
        }

        assertThat(Sql.list(pool, row -> row.getInteger("attempts"), "select attempts from journal")
                        .await()
                        .indefinitely())
                .containsExactly(2);
    }

    private static String event(int uid, int number) {
        return """
                {"specversion": "1.0", "id": "%d-%d", "source": "cms", "type": "io.isthmus.user.upserted.v1",
                 "time": "2026-05-04T10:00:00Z", "data": {"id": "%d"}}""".formatted(uid, number, uid);
    }
}
