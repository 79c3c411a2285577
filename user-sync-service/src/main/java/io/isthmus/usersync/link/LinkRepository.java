package io.isthmus.usersync.link;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Parameters;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Looks links up for the API. */
@ApplicationScoped
class LinkRepository implements PanacheRepositoryBase<LinkEntity, LinkEntity.Key> {

    private static final String ORDER = " order by cmsSource, cmsUid, lmsSource";

    /**
     * @param query what the CMS uid or the LMS id is, or how a login name of either side begins, whatever its case; null
     *     for any
     * @param status null for any
     * @param after the key of the last link of the page before; empty for the first page
     */
    Uni<List<LinkEntity>> list(
            @Nullable String cmsUid, @Nullable String query, @Nullable String status, List<String> after, int limit) {
        var parameters = new Parameters();
        var condition = new StringBuilder("1 = 1");
        if (cmsUid != null) {
            condition.append(" and cmsUid = :cmsUid");
            parameters.and("cmsUid", cmsUid);
        }
        if (query != null) {
            condition.append(" and (cmsUid = :text or lmsUserId = :text or lower(cmsUsername) like :begin escape '!'"
                    + " or lower(lmsUsername) like :begin escape '!')");
            parameters.and("text", query).and("begin", beginning(query));
        }
        if (status != null) {
            condition.append(" and status = :status");
            parameters.and("status", status);
        }
        if (!after.isEmpty()) {
            condition.append(" and (cmsSource, cmsUid, lmsSource) > (:cms, :uid, :lms)");
            parameters.and("cms", after.get(0)).and("uid", after.get(1)).and("lms", after.get(2));
        }
        return find(condition + ORDER, parameters).range(0, limit - 1).list();
    }

    private static String beginning(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
    }
}
