package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Fit;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.link.Links;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out how both sides are. */
final class Reader {

    private static final Lookup ABSENT = new Lookup.Absent();

    private final CmsAccounts cms;
    private final LmsAccounts lms;
    private final Links links;
    private final Policy policy;

    Reader(CmsAccounts cms, LmsAccounts lms, Links links, Policy policy) {
        this.cms = cms;
        this.lms = lms;
        this.links = links;
        this.policy = policy;
    }

    Uni<Situation> read(Work work, String cmsUid) {
        Link link = work.link();
        Trigger trigger = work.trigger(policy.sources().cms());
        if (link != null && link.isLinked()) {
            return Uni.combine()
                    .all()
                    .unis(cms.byId(cmsUid), lms.byId(link.lmsUserId()))
                    .with((cmsSide, lmsSide) ->
                            situation(cmsUid, link, cmsSide, lmsSide, Candidates.NONE, work.shadow(), trigger));
        }
        return cms.byId(cmsUid)
                .chain(cmsSide -> candidates(cmsUid, cmsSide)
                        .map(candidates -> situation(cmsUid, link, cmsSide, ABSENT, candidates, Shadow.NONE, trigger)));
    }

    private static Situation situation(
            String cmsUid,
            @org.jspecify.annotations.Nullable Link link,
            Lookup cms,
            Lookup lms,
            Candidates candidates,
            Shadow shadow,
            Trigger trigger) {
        return new Situation(cmsUid, link, cms, lms, candidates, shadow, trigger, Map.of(), null);
    }

    /** By key first; by address and name only for somebody who may get an account. */
    private Uni<Candidates> candidates(String cmsUid, Lookup cmsSide) {
        if (!(cmsSide instanceof Lookup.Found found)) {
            return Uni.createFrom().item(Candidates.NONE);
        }
        return lms.byKey(policy.sources().keyOf(cmsUid)).chain(byKey -> {
            if (!byKey.isEmpty() || found.account().suspended()) {
                return elsewhere(cmsUid, byKey, List.of(), List.of());
            }
            return Uni.combine()
                    .all()
                    .unis(byEmail(found.account()), byUsername(found.account()))
                    .asTuple()
                    .chain(others -> elsewhere(cmsUid, byKey, others.getItem1(), others.getItem2()));
        });
    }

    private Uni<List<Account>> byEmail(Account from) {
        return policy.lmsRules().fit(Field.EMAIL, from) instanceof Fit.Value email
                ? lms.byEmail(email.text())
                : Uni.createFrom().item(List.of());
    }

    private Uni<List<Account>> byUsername(Account from) {
        return policy.lmsRules().fit(Field.USERNAME, from) instanceof Fit.Value username
                ? lms.byUsername(username.text())
                : Uni.createFrom().item(List.of());
    }

    private Uni<Candidates> elsewhere(
            String cmsUid, List<Account> byKey, List<Account> byEmail, List<Account> byUsername) {
        List<Uni<Set<String>>> owners = Stream.concat(byKey.stream(), byEmail.stream())
                .map(Account::id)
                .distinct()
                .map(id -> links.ofAccount(id)
                        .map(owner -> owner.filter(link -> !link.cmsUid().equals(cmsUid))
                                .map(link -> Set.of(id))
                                .orElse(Set.of())))
                .toList();
        if (owners.isEmpty()) {
            return Uni.createFrom().item(new Candidates(byKey, byEmail, byUsername, Set.of()));
        }
        return Uni.join()
                .all(owners)
                .andFailFast()
                .map(sets -> sets.stream().flatMap(Set::stream).collect(Collectors.toSet()))
                .map(taken -> new Candidates(byKey, byEmail, byUsername, taken));
    }

    /** Whom work is about that came without a CMS uid. */
    Uni<Result> identify(Work work) {
        if (work.cmsName().isPresent()) {
            return cms.byUsername(work.cmsName().get()).map(Reader::routeTo);
        }
        if (work.lmsIds().isEmpty()) {
            return Uni.createFrom().item(new Result.Nobody("no-person"));
        }
        return lms.byId(work.lmsIds().iterator().next()).chain(lookup -> {
            if (!(lookup instanceof Lookup.Found found)) {
                return Uni.createFrom().item(new Result.Nobody(SyncDecider.DELETED_AT_LMS));
            }
            return policy.sources()
                    .uidIn(found.account().key())
                    .map(uid -> cms.byId(uid).map(Reader::routeTo))
                    .orElseGet(() -> Uni.createFrom().item(new Result.Nobody("not-in-cms")));
        });
    }

    private static Result routeTo(Lookup lookup) {
        return lookup instanceof Lookup.Found found
                ? new Result.Rerouted(found.account().id())
                : new Result.Nobody("not-in-cms");
    }
}
