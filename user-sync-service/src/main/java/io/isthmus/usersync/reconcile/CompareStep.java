package io.isthmus.usersync.reconcile;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.link.Links;
import io.isthmus.usersync.reconcile.Reconciliation.State;
import io.isthmus.usersync.sync.Comparison;
import io.isthmus.usersync.sync.Comparisons;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compares linked people, a page of links at a time.
 *
 * <p>That somebody is missing at the CMS is believed only while the CMS still shows somebody else whom it had on this
 * run, and only if few are missing: otherwise it is the reading that has failed, and nobody is to suffer for it.
 */
@Singleton
class CompareStep {

    private static final int PAGE = 100;
    private static final int PARALLEL = 8;
    private static final int HUNDRED = 100;

    private final Links links;
    private final Comparisons comparisons;
    private final CmsAccounts cms;
    private final Reconciliations reconciliations;
    private final ReconciliationConfig config;

    CompareStep(
            Links links,
            Comparisons comparisons,
            CmsAccounts cms,
            Reconciliations reconciliations,
            ReconciliationConfig config) {
        this.links = links;
        this.comparisons = comparisons;
        this.cms = cms;
        this.reconciliations = reconciliations;
        this.config = config;
    }

    private record Compared(Link link, Comparison comparison) {

        boolean isAtCms() {
            return comparison.kind() != Comparison.Kind.MISSING_AT_CMS
                    && comparison.kind() != Comparison.Kind.MISSING_AT_LMS
                    && comparison.kind() != Comparison.Kind.DELETED_AT_LMS;
        }
    }

    Uni<Void> run(SqlConnection tx, Reconciliation current) {
        return links.inForce(current.position(), PAGE).chain(page -> {
            if (page.isEmpty()) {
                return end(tx, current);
            }
            List<Uni<Compared>> all = page.stream()
                    .map(link -> comparisons.of(link).map(comparison -> new Compared(link, comparison)))
                    .toList();
            return Uni.join()
                    .all(all)
                    .usingConcurrencyOf(PARALLEL)
                    .andFailFast()
                    .chain(compared -> witness(current, compared)
                            .chain(witness -> write(tx, current, compared, witness.orElse(null))));
        });
    }

    /** @return somebody whom the CMS still has, looked at after the absences were seen; empty if nobody was ever seen */
    private Uni<Optional<String>> witness(Reconciliation current, List<Compared> compared) {
        Optional<String> seen = compared.stream()
                .filter(Compared::isAtCms)
                .map(one -> one.link().cmsUid())
                .findFirst()
                .or(() -> Optional.ofNullable(current.witness()));
        boolean missing = compared.stream().anyMatch(one -> one.comparison().kind() == Comparison.Kind.MISSING_AT_CMS);
        if (!missing || seen.isEmpty()) {
            return Uni.createFrom().item(seen);
        }
        return cms.byId(seen.get()).map(lookup -> {
            if (!(lookup instanceof Lookup.Found)) {
                throw new RemoteFault(Kind.RETRYABLE, "cms-lost-its-users");
            }
            return seen;
        });
    }

    private Uni<Void> write(
            SqlConnection tx, Reconciliation current, List<Compared> compared, @Nullable String witness) {
        var rows = new ArrayList<Compared>();
        var findings = new ArrayList<String>();
        for (Compared one : compared) {
            Finding.of(one.comparison()).ifPresent(finding -> {
                boolean doubtful = finding == Finding.MISSING_AT_CMS && witness == null;
                rows.add(one);
                findings.add((doubtful ? Finding.DOUBTFUL : finding).code());
            });
        }
        return Sql.run(
                        tx,
                        """
                        insert into reconciliation_row
                          (reconciliation_id, cms_uid, lms_user_id, finding, fields, reason)
                        select $1, cms_uid, lms_user_id, finding, coalesce(string_to_array(nullif(fields, ''), ','), '{}'), reason
                        from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) with ordinality
                          as row (cms_uid, lms_user_id, finding, fields, reason, place)
                        order by place on conflict (reconciliation_id, cms_uid) do nothing""",
                        current.id(),
                        rows.stream().map(row -> row.link().cmsUid()).toArray(String[]::new),
                        rows.stream().map(row -> row.link().lmsUserId()).toArray(String[]::new),
                        findings.toArray(String[]::new),
                        rows.stream()
                                .map(row -> String.join(",", row.comparison().fields()))
                                .toArray(String[]::new),
                        rows.stream().map(row -> row.comparison().reason()).toArray(String[]::new))
                .chain(() -> Sql.run(
                        tx,
                        """
                        update reconciliation set position = $2, looked_at = looked_at + $3, witness = $4, problem = null
                        where id = $1 and state = 'comparing'""",
                        current.id(),
                        compared.get(compared.size() - 1).link().cmsUid(),
                        compared.size(),
                        witness))
                .replaceWithVoid();
    }

    private Uni<Void> end(SqlConnection tx, Reconciliation current) {
        long most = Math.max(config.minMissingCount(), current.lookedAt() * config.maxMissingPercent() / HUNDRED);
        return Sql.run(tx, """
                        update reconciliation_row set finding = 'doubtful'
                        where reconciliation_id = $1 and finding = 'missing-at-cms' and $2 < (
                          select count(*) from reconciliation_row
                          where reconciliation_id = $1 and finding = 'missing-at-cms')""", current.id(), most)
                .chain(() -> current.dryRun()
                        ? reconciliations.move(tx, current.id(), State.COMPARING, State.READY)
                        : reconciliations.approve(
                                tx, current.id(), State.COMPARING, List.of(Finding.DRIFT, Finding.DELETED_AT_LMS)))
                .replaceWithVoid();
    }
}
