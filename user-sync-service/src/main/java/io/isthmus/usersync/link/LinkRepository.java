package io.isthmus.usersync.link;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks links up for the API. */
@ApplicationScoped
class LinkRepository implements PanacheRepositoryBase<LinkEntity, LinkEntity.Key> {

    private static final String ORDER = " order by cmsSource, cmsUid, lmsSource";

    /** @param after the key of the last link of the page before; empty for the first page */
    Uni<List<LinkEntity>> list(@Nullable String cmsUid, List<String> after, int limit) {
        var parameters = new Parameters();
        var query = new StringBuilder("1 = 1");
        if (cmsUid != null) {
            query.append(" and cmsUid = :cmsUid");
            parameters.and("cmsUid", cmsUid);
        }
        if (!after.isEmpty()) {
            query.append(" and (cmsSource, cmsUid, lmsSource) > (:cms, :uid, :lms)");
            parameters.and("cms", after.get(0)).and("uid", after.get(1)).and("lms", after.get(2));
        }
        return find(query + ORDER, parameters).range(0, limit - 1).list();
    }
}
