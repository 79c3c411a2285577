package io.isthmus.usersync.journal;

import io.isthmus.usersync.Sql;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Looks entries up for the API, the newest first. */
@ApplicationScoped
class JournalRepository implements PanacheRepositoryBase<JournalEntity, Long> {

    private static final String SELECT = "select e, p from Entry e left join Person p on p.id = e.personId where 1 = 1";
    private static final String LEASED = "p.leaseUntil is not null and p.leaseUntil > :now";

    private final Pool pool;
    private final Clock clock;

    JournalRepository(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** @param before id of the last entry of the page before; null for the first page */
    Uni<List<JournalView>> list(Selection selection, @Nullable Long before, int limit) {
        Instant now = clock.instant();
        var query = new StringBuilder(SELECT);
        var parameters = new Parameters();
        if (selection.cmsUid() != null) {
            query.append(" and e.personId = (select k.personId from PersonKey k"
                    + " where k.source = :source and k.externalId = :cmsUid)");
            parameters.and("source", selection.cmsSource()).and("cmsUid", selection.cmsUid());
        }
        if (selection.state() != null) {
            state(selection.state(), now, query, parameters);
        }
        and(query, parameters, "e.reason = :reason", "reason", selection.reason());
        and(query, parameters, "e.channel = :channel", "channel", selection.channel());
        and(query, parameters, "e.receivedAt >= :since", "since", selection.since());
        and(query, parameters, "e.receivedAt < :until", "until", selection.until());
        and(query, parameters, "e.id < :before", "before", before);
        return getSession()
                .chain(session -> {
                    var found = session.createQuery(query + " order by e.id desc", Object[].class)
                            .setMaxResults(limit);
                    parameters.map().forEach(found::setParameter);
                    return found.getResultList();
                })
                .map(rows -> rows.stream()
                        .map(row -> JournalView.of((JournalEntity) row[0], (PersonEntity) row[1], now))
                        .toList());
    }

    private static void and(
            StringBuilder query, Parameters parameters, String condition, String name, @Nullable Object value) {
        if (value != null) {
            query.append(" and ").append(condition);
            parameters.and(name, value);
        }
    }

    /** @return what came in, byte by byte; empty if it is not kept any more */
    Uni<Optional<byte[]>> payload(long id) {
        return Sql.list(pool, row -> row.getBuffer("raw"), "select raw from journal where id = $1", id)
                .map(found ->
                        found.stream().filter(Objects::nonNull).findFirst().map(Buffer::getBytes));
    }

    /** An entry is in progress when its person is; that is not written down for each entry. */
    private static void state(String state, Instant now, StringBuilder query, Parameters parameters) {
        if (state.equals("in-progress")) {
            query.append(" and e.state in ('received', 'waiting') and ").append(LEASED);
            parameters.and("now", now);
            return;
        }
        query.append(" and e.state = :state");
        parameters.and("state", state);
        if (state.equals("received") || state.equals("waiting")) {
            query.append(" and not (").append(LEASED).append(")");
            parameters.and("now", now);
        }
    }
}
