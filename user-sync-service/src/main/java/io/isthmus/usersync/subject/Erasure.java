package io.isthmus.usersync.subject;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.link.Links;
import io.isthmus.usersync.outbox.Outbox;
import io.isthmus.usersync.outbox.OutboxNews;
import io.isthmus.usersync.outbox.OutgoingEvent;
import io.isthmus.usersync.person.Identity;
import io.isthmus.usersync.person.Lease;
import io.isthmus.usersync.person.PersonBusy;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.person.Persons;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Forgets a person: everything of theirs in every table, under their lease, in one transaction with the word to the
 * other services. What stays is the hash by which they are not brought back. Their accounts at the two sides are left
 * alone.
 */
@Singleton
class Erasure {

    private static final String ERASURES = "isthmus.identity.erasures";
    private static final Duration RETRY = Duration.ofMillis(50);
    private static final Duration LONGEST_RETRY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Pool pool;
    private final Persons persons;
    private final Links links;
    private final Suppressions suppressions;
    private final Outbox outbox;
    private final OutboxNews news;
    private final Sources sources;
    private final Clock clock;

    Erasure(
            Pool pool,
            Persons persons,
            Links links,
            Suppressions suppressions,
            Outbox outbox,
            OutboxNews news,
            Sources sources,
            Clock clock) {
        this.pool = pool;
        this.persons = persons;
        this.links = links;
        this.suppressions = suppressions;
        this.outbox = outbox;
        this.news = news;
        this.sources = sources;
        this.clock = clock;
    }

    /** Somebody who is not known is kept from becoming so. Fails with {@link PersonBusy} if their turn does not end. */
    Uni<Void> erase(String cmsUid) {
        var key = new PersonKey(sources.cms(), cmsUid);
        return persons.leases()
                .acquire(key)
                .chain(lease -> links.ofUser(cmsUid)
                        .chain(link -> persons.identitiesOf(List.of(lease.personId()))
                                .map(known -> keys(key, known.getOrDefault(lease.personId(), List.of()), link))
                                .chain(keys ->
                                        pool.withTransaction(tx -> erase(tx, lease, cmsUid, keys, link.orElse(null)))))
                        .onFailure()
                        .call(() -> persons.leases().release(lease)))
                .onFailure(PersonBusy.class)
                .retry()
                .withBackOff(RETRY, LONGEST_RETRY)
                .expireIn(PATIENCE.toMillis())
                .invoke(news::committed);
    }

    private Set<PersonKey> keys(PersonKey own, List<Identity> known, Optional<Link> link) {
        var keys = new LinkedHashSet<PersonKey>();
        keys.add(own);
        known.forEach(identity -> keys.add(identity.key()));
        link.ifPresent(there -> keys.add(new PersonKey(there.lmsSource(), there.lmsUserId())));
        return keys;
    }

    /** Identifiers are locked before the person, as everybody does. */
    private Uni<Void> erase(SqlConnection tx, Lease lease, String cmsUid, Set<PersonKey> keys, @Nullable Link link) {
        long person = lease.personId();
        return suppressions
                .add(tx, keys)
                .chain(() -> run(tx, "delete from person_key where person_id = $1", person))
                .chain(() -> persons.leases().guard(tx, lease))
                .chain(() -> tell(tx, cmsUid, link))
                .chain(() -> redact(tx, person))
                .chain(() -> imports(tx, keys))
                .chain(() -> scans(tx, keys))
                .chain(() -> Sql.run(tx, "delete from reconciliation_row where cms_uid = $1", cmsUid))
                .chain(() -> run(tx, "delete from link where person_id = $1", person))
                .chain(() -> run(tx, "delete from creation_lock where person_id = $1", person))
                .chain(() -> run(tx, "delete from conflict where person_id = $1", person))
                .chain(() -> run(tx, "delete from brake_held where person_id = $1", person))
                .chain(() -> run(tx, "delete from brake_count where person_id = $1", person))
                .chain(() -> run(tx, "delete from person where id = $1", person));
    }

    private static Uni<Void> run(SqlConnection tx, String sql, long person) {
        return Sql.run(tx, sql, person).replaceWithVoid();
    }

    /** First who is to be forgotten, then that the link is: nobody is to keep the one without knowing the other. */
    private Uni<Void> tell(SqlConnection tx, String cmsUid, @Nullable Link link) {
        ObjectNode data = JsonNodeFactory.instance
                .objectNode()
                .put("cmsSource", sources.cms())
                .put("cmsUid", cmsUid)
                .put("lmsSource", sources.lms());
        if (link != null) {
            data.put("lmsUserId", link.lmsUserId());
        }
        String subject = sources.cms() + ":" + cmsUid;
        return outbox.add(
                        tx,
                        List.of(new OutgoingEvent(
                                ERASURES, subject, "io.isthmus.subject.erased.v1", subject, null, null, data)))
                .chain(() -> link == null ? Uni.createFrom().voidItem() : outbox.bury(tx, Links.TOPIC, link.key()));
    }

    private Uni<Void> redact(SqlConnection tx, long person) {
        return Sql.run(tx, """
                        update journal set raw = null, headers = '{}', person_id = null,
                          finished_at = coalesce(finished_at, $2::timestamptz),
                          reason = case when state in ('received', 'waiting', 'held', 'conflict') then 'erased' else reason end,
                          state = case when state in ('received', 'waiting', 'held', 'conflict') then 'discarded' else state end
                        where person_id = $1""", person, clock.instant()).replaceWithVoid();
    }

    private Uni<Void> imports(SqlConnection tx, Set<PersonKey> keys) {
        return Sql.run(tx, """
                        delete from import_row r using import i
                        where i.id = r.import_id and (i.side, r.external_id) in (
                          select * from unnest($1::text[], $2::text[]))""", sides(keys), ids(keys)).replaceWithVoid();
    }

    private Uni<Void> scans(SqlConnection tx, Set<PersonKey> keys) {
        return Sql.run(tx, """
                        delete from scan_seen where (side, external_id) in (
                          select * from unnest($1::text[], $2::text[]))""", sides(keys), ids(keys)).replaceWithVoid();
    }

    private String[] sides(Set<PersonKey> keys) {
        return keys.stream()
                .map(key -> key.source().equals(sources.cms()) ? "cms" : "lms")
                .toArray(String[]::new);
    }

    private static String[] ids(Set<PersonKey> keys) {
        return keys.stream().map(PersonKey::externalId).toArray(String[]::new);
    }
}
