package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Fit;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.sync.SyncDecision.Conflict;
import io.isthmus.usersync.sync.SyncDecision.Nothing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides the next step for a person. Pure: the same situation always gets the same answer, and whoever carries it out
 * asks again with what came of it, until there is nothing left to do.
 */
final class SyncDecider {

    /** An operator unlinked the person; nothing but an operator links them again. */
    static final String UNLINKED_BY_OPERATOR = "operator";

    static final String DELETED_AT_LMS = "deleted-at-lms";
    static final String DELETED_AT_CMS = "deleted-at-cms";

    /** The account is a user's of another CMS, for whom another installation works. */
    static final String OF_ANOTHER_CMS = "of-another-cms";

    private final Policy policy;
    private final FieldMerge merge;

    SyncDecider(Policy policy) {
        this.policy = policy;
        this.merge = new FieldMerge(policy);
    }

    SyncDecision decide(Situation situation) {
        if (situation.blocked() != null) {
            return new Conflict(situation.blocked());
        }
        if (situation.held() != null) {
            return new SyncDecision.Wait(situation.held());
        }
        Account cms = situation.account(Side.CMS);
        if (cms != null && cms.text(Field.USERNAME).equals(policy.serviceUsername())) {
            return new Nothing("service-account");
        }
        Link link = situation.link();
        return link != null && link.isLinked() ? linked(situation, link) : unlinked(situation);
    }

    private SyncDecision unlinked(Situation situation) {
        Optional<SyncDecision> tombstone = tombstone(situation);
        if (tombstone.isPresent()) {
            return tombstone.get();
        }
        Account cms = situation.account(Side.CMS);
        if (cms == null) {
            return orphan(situation);
        }
        Candidates candidates = situation.candidates();
        if (candidates.byKey().size() > 1) {
            return new Conflict("two-candidates");
        }
        if (candidates.byKey().size() == 1) {
            return link(candidates, candidates.byKey().get(0));
        }
        return byEmail(candidates).orElseGet(() -> create(situation, cms));
    }

    /** The CMS has deleted a user whose account was made, but never linked. */
    private SyncDecision orphan(Situation situation) {
        List<Account> byKey = situation.candidates().byKey();
        boolean left = situation.trigger().cmsDeleted() && byKey.size() == 1;
        return left && policy.deprovision() != Policy.Deprovision.UNLINK
                ? link(situation.candidates(), byKey.get(0))
                : new Nothing("not-in-cms");
    }

    /** What an earlier end of the link forbids. */
    private static Optional<SyncDecision> tombstone(Situation situation) {
        Link link = situation.link();
        if (link == null) {
            return Optional.empty();
        }
        return mayReturn(situation, String.valueOf(link.reason()))
                ? Optional.empty()
                : Optional.of(new Nothing("unlinked"));
    }

    private static boolean mayReturn(Situation situation, String reason) {
        return switch (reason) {
            case UNLINKED_BY_OPERATOR -> false;
            // The CMS has the user again, under the same uid.
            case DELETED_AT_CMS -> situation.account(Side.CMS) != null;
            // The user stands at the door, or somebody has made the account again and given it the key.
            default ->
                situation.trigger().jit() || !situation.candidates().byKey().isEmpty();
        };
    }

    private SyncDecision link(Candidates candidates, Account account) {
        if (policy.sources().privilegedIds().contains(account.id())) {
            return new Conflict("privileged-account");
        }
        return candidates.linkedElsewhere().contains(account.id())
                ? new Conflict("account-linked-elsewhere")
                : new SyncDecision.Link(account);
    }

    /** Only an address that the CMS vouches for, that one account has, and that is nobody's yet. */
    private Optional<SyncDecision> byEmail(Candidates candidates) {
        if (!policy.correlateByEmail()
                || !policy.emailVerified()
                || candidates.byEmail().isEmpty()) {
            return Optional.empty();
        }
        if (candidates.byEmail().size() > 1) {
            return Optional.of(new Conflict("two-candidates"));
        }
        Account account = candidates.byEmail().get(0);
        return account.key().isEmpty() ? Optional.of(link(candidates, account)) : Optional.empty();
    }

    private SyncDecision create(Situation situation, Account cms) {
        if (cms.suspended()) {
            return new Nothing("blocked-at-cms");
        }
        if (!policy.create() && !situation.trigger().jit()) {
            return new Nothing("creation-is-off");
        }
        Candidates candidates = situation.candidates();
        if (!candidates.byUsername().isEmpty()) {
            return taken(Field.USERNAME, candidates.byUsername(), candidates);
        }
        return candidates.byEmail().isEmpty() ? create(cms) : taken(Field.EMAIL, candidates.byEmail(), candidates);
    }

    private SyncDecision taken(String field, List<Account> holders, Candidates candidates) {
        return candidates.held().contains(field)
                ? new SyncDecision.Wait(UniqueNames.held(field))
                : new Conflict(UniqueNames.taken(field, holders, policy.sources()));
    }

    /** Everything the CMS knows, whoever owns it afterwards. */
    private SyncDecision create(Account cms) {
        var values = new LinkedHashMap<String, String>();
        List<String> fields = Stream.concat(
                        Field.PROFILE.stream(),
                        cms.fields().keySet().stream().filter(Field::isCustom).sorted())
                .toList();
        for (String field : fields) {
            Fit fit = policy.lmsRules().fit(field, cms);
            if (fit instanceof Fit.Refuse refuse && isNeeded(field)) {
                return new Conflict(refuse.reason());
            }
            if (fit instanceof Fit.Value value && !value.text().isEmpty()) {
                values.put(field, value.text());
            }
        }
        return new SyncDecision.Create(values);
    }

    private static boolean isNeeded(String field) {
        return field.equals(Field.USERNAME) || field.equals(Field.EMAIL);
    }

    private SyncDecision linked(Situation situation, Link link) {
        if (policy.sources().privilegedIds().contains(link.lmsUserId())) {
            return new Conflict("privileged-account");
        }
        if (situation.lms() instanceof Lookup.Deleted) {
            return new SyncDecision.Unlink(DELETED_AT_LMS);
        }
        Account lms = situation.account(Side.LMS);
        if (lms == null) {
            return new Conflict("lms-account-missing");
        }
        if (!lms.key().isEmpty() && !lms.key().equals(policy.sources().keyOf(situation.cmsUid()))) {
            return new Conflict("idnumber-of-another");
        }
        if (situation.account(Side.CMS) == null) {
            return withoutCms(situation, lms);
        }
        return differences(situation);
    }

    private SyncDecision withoutCms(Situation situation, Account lms) {
        if (!situation.trigger().cmsDeleted()) {
            return new Nothing("absent-at-cms");
        }
        if (situation.isBraked(Side.LMS)) {
            return new Nothing(Situation.BRAKE);
        }
        if (policy.deprovision() != Policy.Deprovision.UNLINK && isSpared(situation) && !lms.suspended()) {
            return new Nothing("discarded");
        }
        return switch (policy.deprovision()) {
            case UNLINK -> new SyncDecision.Unlink(DELETED_AT_CMS);
            case DELETE -> new SyncDecision.Delete();
            case SUSPEND ->
                lms.suspended()
                        ? new Nothing(DELETED_AT_CMS)
                        : new SyncDecision.Suspend(Side.LMS, Map.of(Field.STATUS, Field.SUSPENDED));
        };
    }

    /** A person decided that the account is not to be suspended as things are. */
    private static boolean isSpared(Situation situation) {
        Trace trace = situation.shadow().trace(Side.LMS, Field.STATUS);
        return trace != null && Field.SUSPENDED.equals(trace.sent()) && Field.ACTIVE.equals(trace.read());
    }

    private SyncDecision differences(Situation situation) {
        for (Side target : List.of(Side.LMS, Side.CMS)) {
            String status = merge.status(situation, target);
            if (status != null) {
                Map<String, String> changes = Map.of(Field.STATUS, status);
                return status.equals(Field.SUSPENDED)
                        ? new SyncDecision.Suspend(target, changes)
                        : new SyncDecision.Reactivate(target, changes);
            }
            Map<String, String> changes = merge.changes(situation, target);
            if (!changes.isEmpty()) {
                return changes.containsKey(Field.USERNAME)
                        ? new SyncDecision.Rename(target, changes)
                        : new SyncDecision.Update(target, changes);
            }
        }
        return misfit(situation).orElse(new Nothing("in-sync"));
    }

    /** A value that the other side cannot hold is for a person to change. */
    private Optional<SyncDecision> misfit(Situation situation) {
        return Stream.of(Side.LMS, Side.CMS)
                .flatMap(target -> merge.misfits(situation, target).values().stream())
                .findFirst()
                .map(Conflict::new);
    }
}
