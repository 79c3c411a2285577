package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Fit;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
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

    /** Reason code: the CMS does not have anybody whose account it could be. */
    static final String NOT_IN_CMS = "not-in-cms";

    private static final Lookup ABSENT = new Lookup.Absent();

    private final CmsAccounts cms;
    private final LmsAccounts lms;
    private final Links links;
    private final UniqueNames names;
    private final Policy policy;

    Reader(CmsAccounts cms, LmsAccounts lms, Links links, UniqueNames names, Policy policy) {
        this.cms = cms;
        this.lms = lms;
        this.links = links;
        this.names = names;
        this.policy = policy;
    }

    Uni<Situation> read(Work work, String cmsUid) {
        Link link = work.link();
        Trigger trigger = work.trigger(policy.sources().cms());
        Shadow believed = work.believed(policy.sources());
        if (link != null && link.isLinked()) {
            return Uni.combine()
                    .all()
                    .unis(cms.byId(cmsUid), lms.byId(link.lmsUserId(), believed.changed(Side.LMS, Field.GROUPS)))
                    .with((cmsSide, lmsSide) ->
                            situation(cmsUid, link, cmsSide, lmsSide, Candidates.NONE, believed, trigger));
        }
        return cms.byId(cmsUid)
                .chain(cmsSide -> candidates(cmsUid, cmsSide, trigger)
                        .map(candidates -> situation(cmsUid, link, cmsSide, ABSENT, candidates, believed, trigger)));
    }

    /** @return whether nobody has the name at the LMS, or whoever has it gives it up */
    Uni<Boolean> willBeFree(String field, String value) {
        return names.willBeFree(field, value);
    }

    private static Situation situation(
            String cmsUid,
            @org.jspecify.annotations.Nullable Link link,
            Lookup cms,
            Lookup lms,
            Candidates candidates,
            Shadow shadow,
            Trigger trigger) {
        return new Situation(cmsUid, link, cms, lms, candidates, shadow, trigger, Map.of(), null, null);
    }

    /** By key first; by address and name only for somebody who may get an account. */
    private Uni<Candidates> candidates(String cmsUid, Lookup cmsSide, Trigger trigger) {
        Account user = cmsSide instanceof Lookup.Found found ? found.account() : null;
        if (user == null && !trigger.cmsDeleted()) {
            return Uni.createFrom().item(Candidates.NONE);
        }
        return lms.byKey(policy.sources().keyOf(cmsUid)).chain(byKey -> {
            if (!byKey.isEmpty() || user == null || user.suspended()) {
                return elsewhere(cmsUid, byKey)
                        .map(taken -> new Candidates(byKey, List.of(), List.of(), taken, Set.of()));
            }
            return Uni.combine()
                    .all()
                    .unis(holders(Field.EMAIL, user), holders(Field.USERNAME, user))
                    .asTuple()
                    .chain(others -> inTheWay(cmsUid, others.getItem1(), others.getItem2()));
        });
    }

    private Uni<Holders> holders(String field, Account from) {
        if (!(policy.lmsRules().fit(field, from) instanceof Fit.Value wanted)) {
            return Uni.createFrom().item(new Holders(List.of(), Set.of()));
        }
        return names.holders(field, wanted.text())
                .chain(accounts -> accounts.isEmpty()
                        ? Uni.createFrom().item(new Holders(accounts, Set.of()))
                        : names.willBeFree(field, wanted.text(), accounts)
                                .map(free -> new Holders(accounts, free ? Set.of(field) : Set.of())));
    }

    /** Who has a value, and the field if they are about to give it up. */
    private record Holders(List<Account> accounts, Set<String> held) {}

    private Uni<Candidates> inTheWay(String cmsUid, Holders byEmail, Holders byUsername) {
        Set<String> held = Stream.concat(byEmail.held().stream(), byUsername.held().stream())
                .collect(Collectors.toSet());
        return elsewhere(cmsUid, byEmail.accounts())
                .map(taken -> new Candidates(List.of(), byEmail.accounts(), byUsername.accounts(), taken, held));
    }

    /** @return ids of the accounts that are linked to another user */
    private Uni<Set<String>> elsewhere(String cmsUid, List<Account> accounts) {
        List<Uni<Set<String>>> owners = accounts.stream()
                .map(account -> links.ofAccount(account.id())
                        .map(owner -> owner.filter(link -> !link.cmsUid().equals(cmsUid))
                                .map(link -> Set.of(account.id()))
                                .orElse(Set.of())))
                .toList();
        return owners.isEmpty()
                ? Uni.createFrom().item(Set.of())
                : Uni.join()
                        .all(owners)
                        .andFailFast()
                        .map(sets -> sets.stream().flatMap(Set::stream).collect(Collectors.toSet()));
    }

    /**
     * Whom work is about that came without a CMS uid.
     *
     * @param adoption of an account whom the CMS does not have, if an import asks for it
     */
    Uni<Result> identify(Work work, Adoption adoption) {
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
            if (policy.sources().isOfAnotherCms(found.account().key())) {
                return Uni.createFrom().item(new Result.Nobody(SyncDecider.OF_ANOTHER_CMS));
            }
            return policy.sources()
                    .uidIn(found.account().key())
                    .map(uid -> cms.byId(uid).map(Reader::routeTo))
                    .orElseGet(() -> work.isImport()
                            ? adoption.adopt(work.lease(), found.account())
                            : Uni.createFrom().item(new Result.Nobody(NOT_IN_CMS)));
        });
    }

    private static Result routeTo(Lookup lookup) {
        return lookup instanceof Lookup.Found found
                ? new Result.Rerouted(found.account().id())
                : new Result.Nobody(NOT_IN_CMS);
    }
}
