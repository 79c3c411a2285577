package io.isthmus.usersync.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.journal.Journals;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.link.LinkStores;
import io.isthmus.usersync.link.Links;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.person.Lease;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.sync.PlainRecorder.End;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.pgclient.PgBuilder;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More turns at once than there are transactions, so that some share one. */
class PlainRecorderIT {

    private static final int PEOPLE = 8;
    private static final int LATE = 5;

    private final Clock clock = Clock.systemUTC();
    private final Pool pool = PgBuilder.pool()
            .connectingTo(PgConnectOptions.fromUri(ModelDatabase.url("plain_recorder")))
            .using(ModelDatabase.VERTX)
            .build();
    private final Outbox outbox = new Outbox(clock, UUID::randomUUID);
    private final Persons persons = new Persons(pool, clock, Duration.ofMinutes(1));
    private final Links links = LinkStores.of(pool, outbox, Situations.SOURCES, clock);
    private final Journal journal = Journals.of(pool, persons, outbox, Situations.SOURCES, clock);
    private final FieldMerge merge = new FieldMerge(Situations.policy(Map.of()));
    private final PlainRecorder recorder = new PlainRecorder(
            pool,
            persons,
            journal,
            new Shadows(pool),
            new NameQueue(Situations.SOURCES, merge),
            outbox,
            merge,
            Situations.SOURCES,
            clock);

    @AfterEach
    void close() {
        pool.closeAndAwait();
    }

    @Test
    void recordsEverybodyButWhoseLeaseHasGone() {
        for (int uid = 1; uid <= PEOPLE; uid++) {
            Journals.append(journal, event(uid)).await().indefinitely();
        }
        List<Work> turns = persons.leases().claim(PEOPLE).await().indefinitely().stream()
                .map(this::work)
                .toList();
        long late = turns.get(LATE).lease().personId();
        Sql.run(pool, "update person set lease_version = lease_version + 1 where id = $1", late)
                .await()
                .indefinitely();

        List<End> ends = Uni.join()
                .all(turns.stream()
                        .map(turn -> recorder.record(turn, settled(turn)))
                        .toList())
                .andFailFast()
                .await()
                .indefinitely();

        assertThat(ends)
                .isEqualTo(IntStream.range(0, PEOPLE)
                        .mapToObj(turn -> turn == LATE ? End.LEASE_LOST : End.RECORDED)
                        .toList());
        assertThat(people("select person_id from journal where state = 'received'"))
                .containsExactly(late);
        assertThat(people("select id as person_id from person where lease_until is not null"))
                .containsExactly(late);
        assertThat(
                        people(
                                "select person_id from link l where not exists (select 1 from shadow s where s.cms_uid = l.cms_uid)"))
                .containsExactly(late);
    }

    private static String event(int uid) {
        return """
                {"specversion": "1.0", "id": "e%d", "source": "cms", "type": "io.isthmus.user.upserted.v1",
                 "time": "2026-05-04T10:00:00Z", "data": {"id": "%d"}}""".formatted(uid, uid);
    }

    private Work work(Lease lease) {
        String uid = persons.identitiesOf(List.of(lease.personId()))
                .await()
                .indefinitely()
                .get(lease.personId())
                .get(0)
                .key()
                .externalId();
        var link = new Link("cms", uid, "lms", uid, "ada", "ada", Link.Status.LINKED, null, 0);
        Link saved = pool.withTransaction(tx -> links.save(tx, lease.personId(), link, null, null))
                .await()
                .indefinitely();
        return new Work(
                lease,
                journal.open(List.of(lease.personId())).await().indefinitely().get(lease.personId()),
                uid,
                false,
                Set.of(uid),
                saved,
                Shadow.NONE,
                false,
                false);
    }

    private static Result settled(Work work) {
        Link link = work.link();
        var situation = new Situation(
                link.cmsUid(),
                link,
                new Lookup.Found(Situations.account(link.cmsUid(), "", false)),
                new Lookup.Found(Situations.account(link.lmsUserId(), "cms:" + link.cmsUid(), false)),
                Candidates.NONE,
                Shadow.NONE,
                work.trigger("cms"),
                Map.of(),
                null,
                null);
        return new Result.Settled(situation, List.of(), new SyncDecision.Nothing("no-difference"), true, null);
    }

    private List<Long> people(String query) {
        return Sql.list(pool, row -> row.getLong("person_id"), query).await().indefinitely();
    }
}
