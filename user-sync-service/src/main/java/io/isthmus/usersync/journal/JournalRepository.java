package io.isthmus.usersync.journal;

import io.isthmus.usersync.account.Sources;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks entries up for the API, the newest first. */
@ApplicationScoped
class JournalRepository implements PanacheRepositoryBase<JournalEntity, Long> {

    private static final String SELECT = "select e, p from Entry e left join Person p on p.id = e.personId where 1 = 1";
    private static final String LEASED = "p.leaseUntil is not null and p.leaseUntil > :now";

    private final Sources sources;
    private final Clock clock;

    JournalRepository(Sources sources, Clock clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * What to look for; null means any.
     *
     * @param before id of the last entry of the page before
     */
    record Filter(
            @Nullable String cmsUid,
            @Nullable String state,
            @Nullable Instant since,
            @Nullable Long before) {}

    Uni<List<JournalView>> list(Filter filter, int limit) {
        Instant now = clock.instant();
        var query = new StringBuilder(SELECT);
        var parameters = new Parameters();
        if (filter.cmsUid() != null) {
            query.append(" and e.personId = (select k.personId from PersonKey k"
                    + " where k.source = :source and k.externalId = :cmsUid)");
            parameters.and("source", sources.cms()).and("cmsUid", filter.cmsUid());
        }
        if (filter.state() != null) {
            state(filter.state(), now, query, parameters);
        }
        if (filter.since() != null) {
            query.append(" and e.receivedAt >= :since");
            parameters.and("since", filter.since());
        }
        if (filter.before() != null) {
            query.append(" and e.id < :before");
            parameters.and("before", filter.before());
        }
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
