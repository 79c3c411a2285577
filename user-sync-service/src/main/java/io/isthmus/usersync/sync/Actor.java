package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Written;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.person.Lease;
import io.isthmus.usersync.person.Persons;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Carries a decision out, and says how things are afterwards, as read back. */
final class Actor {

    private static final String ON_ITS_WAY = "creation-held";

    private final CmsAccounts cms;
    private final LmsAccounts lms;
    private final UniqueNames names;
    private final Persons persons;
    private final Policy policy;
    private final Clock clock;
    private final Duration grace;

    /** @param grace how long an account may be on its way after it was asked for */
    Actor(
            CmsAccounts cms,
            LmsAccounts lms,
            UniqueNames names,
            Persons persons,
            Policy policy,
            Clock clock,
            Duration grace) {
        this.cms = cms;
        this.lms = lms;
        this.names = names;
        this.persons = persons;
        this.policy = policy;
        this.clock = clock;
        this.grace = grace;
    }

    Adoption adoption() {
        return new Adoption(cms, lms, persons, policy);
    }

    Uni<Situation> act(SyncDecision decision, Situation situation, Lease lease) {
        if (decision instanceof SyncDecision.Create create) {
            return create(situation, create, lease);
        }
        if (decision instanceof SyncDecision.Link link) {
            return Uni.createFrom().item(linked(situation, link.account()));
        }
        if (decision instanceof SyncDecision.Unlink unlink) {
            return Uni.createFrom().item(unlinked(situation, unlink.reason()));
        }
        if (decision instanceof SyncDecision.Delete) {
            return lms.delete(account(situation, Side.LMS))
                    .map(gone -> unlinked(situation, SyncDecider.DELETED_AT_CMS));
        }
        if (decision instanceof SyncDecision.Write write) {
            return write(situation, write.side(), write.changes())
                    .chain(after -> write.side() == Side.LMS
                            ? taken(after, write.changes())
                            : Uni.createFrom().item(after));
        }
        throw new IllegalArgumentException("nothing to carry out in " + decision.code());
    }

    private Uni<Situation> create(Situation situation, SyncDecision.Create create, Lease lease) {
        String email = create.values().getOrDefault(Field.EMAIL, "");
        String name = UniqueNames.hash(create.values().getOrDefault(Field.USERNAME, ""));
        if (mayBeOnItsWay(lease, name)) {
            return Uni.createFrom().item(situation.withHeld(ON_ITS_WAY));
        }
        return names.reserve(email, lease)
                .chain(mine -> mine
                        ? persons.leases()
                                .creating(lease, name)
                                .chain(() -> lms.create(policy.sources().keyOf(situation.cmsUid()), create.values()))
                                .chain(creation -> created(situation, create, creation))
                                .call(() -> names.release(email, lease))
                        : Uni.createFrom().item(situation.withHeld(UniqueNames.held(Field.EMAIL))));
    }

    /**
     * Whether an earlier attempt may still end in an account. The LMS makes no second one of the same login name, so
     * only another name has to wait.
     */
    private boolean mayBeOnItsWay(Lease lease, String name) {
        return lease.creating() != null
                && !lease.creating().nameHash().equals(name)
                && clock.instant().isBefore(lease.creating().at().plus(grace));
    }

    private Uni<Situation> created(Situation situation, SyncDecision.Create create, Creation creation) {
        if (creation instanceof Creation.Created created) {
            Situation linked = linked(situation, created.account());
            var keptUp = new HashMap<>(create.values());
            keptUp.keySet().removeIf(field -> !policy.of(field).isKeptUpAt(Side.LMS));
            return writeChanged(
                    linked.withShadow(sent(linked, Side.LMS, create.values(), created.account())), Side.LMS, keptUp);
        }
        return Uni.createFrom().item(situation.withBlocked(((Creation.Refused) creation).reason()));
    }

    private Situation linked(Situation situation, Account account) {
        Link before = situation.link();
        Account cmsAccount = situation.account(Side.CMS);
        var link = new Link(
                policy.sources().cms(),
                situation.cmsUid(),
                policy.sources().lms(),
                account.id(),
                cmsAccount == null ? null : cmsAccount.text(Field.USERNAME),
                account.text(Field.USERNAME),
                account.suspended() ? Link.Status.SUSPENDED : Link.Status.LINKED,
                null,
                before == null ? 0 : before.version());
        return situation.withLink(link, new Lookup.Found(account));
    }

    private static Situation unlinked(Situation situation, String reason) {
        Link link = Objects.requireNonNull(situation.link());
        return situation.withLink(link.unlinked(reason), new Lookup.Absent());
    }

    private Uni<Situation> write(Situation situation, Side side, Map<String, String> changes) {
        return writeOnce(situation, side, changes).chain(after -> writeChanged(after, side, changes));
    }

    /**
     * A value that is not kept is sent once more before it counts as normalised: somebody may have changed it between
     * the writing and the reading back.
     */
    private Uni<Situation> writeChanged(Situation after, Side side, Map<String, String> sent) {
        var changed = new HashMap<>(sent);
        changed.keySet()
                .removeIf(field -> after.refused().containsKey(new Situation.Refusal(side, field))
                        || account(after, side).text(field).equals(sent.get(field)));
        return changed.isEmpty() ? Uni.createFrom().item(after) : writeOnce(after, side, changed);
    }

    private Uni<Situation> writeOnce(Situation situation, Side side, Map<String, String> changes) {
        Account account = account(situation, side);
        Uni<Written> writing = side == Side.CMS ? cms.update(account, changes) : lms.update(account, changes);
        return writing.map(written -> {
            var sent = new HashMap<>(changes);
            sent.keySet().removeAll(written.refused().keySet());
            return situation
                    .withReading(side, new Lookup.Found(written.after()))
                    .withShadow(notSent(sent(situation, side, sent, written.after()), side, written))
                    .withRefused(side, written.refused())
                    .withRefused(side, keyNotKept(sent, written.after()));
        });
    }

    /** Without its key an account could not be found again. */
    private static Map<String, String> keyNotKept(Map<String, String> sent, Account after) {
        String key = sent.get(Field.KEY);
        return key == null || key.equals(after.key()) ? Map.of() : Map.of(Field.KEY, "idnumber-not-kept");
    }

    /** A name that its holder is about to give up is waited for; where all wait for each other, by making way. */
    private Uni<Situation> taken(Situation situation, Map<String, String> changes) {
        Uni<Situation> result = Uni.createFrom().item(situation);
        for (String field : UniqueNames.FIELDS) {
            String reason = situation.refused().get(new Situation.Refusal(Side.LMS, field));
            if (changes.containsKey(field) && UniqueNames.taken(field).equals(reason)) {
                String wanted = Objects.requireNonNull(changes.get(field));
                result = result.chain(so -> waited(so, field, wanted));
            }
        }
        return result;
    }

    private Uni<Situation> waited(Situation situation, String field, String wanted) {
        return names.willBeFree(field, wanted).chain(held -> {
            if (!held) {
                return names.holders(field, wanted)
                        .map(holders -> situation.withRefused(
                                Side.LMS, Map.of(field, UniqueNames.taken(field, holders, policy.sources()))));
            }
            Situation waiting = situation.withRefused(Side.LMS, Map.of(field, UniqueNames.held(field)));
            return names.isRound(field, wanted, situation.cmsUid())
                    .chain(round ->
                            round ? makeWay(waiting, field) : Uni.createFrom().item(waiting));
        });
    }

    private Uni<Situation> makeWay(Situation situation, String field) {
        Account account = account(situation, Side.LMS);
        String way = UniqueNames.temporary(field, account);
        return account.text(field).equals(way)
                ? Uni.createFrom().item(situation)
                : write(situation, Side.LMS, Map.of(field, way));
    }

    private Shadow sent(Situation situation, Side side, Map<String, String> values, Account after) {
        var traces = new HashMap<String, Trace>();
        String writer = policy.sources().of(side.other());
        values.forEach(
                (field, value) -> traces.put(field, new Trace(after.text(field), value, writer, clock.instant())));
        return situation.shadow().with(side, traces);
    }

    /** Whatever may have been sent before: a refused value is certainly not there. */
    private Shadow notSent(Shadow shadow, Side side, Written written) {
        var traces = new HashMap<String, Trace>();
        written.refused()
                .keySet()
                .forEach(field -> traces.put(
                        field,
                        new Trace(
                                written.after().text(field),
                                null,
                                policy.sources().of(side),
                                clock.instant())));
        return shadow.with(side, traces);
    }

    private static Account account(Situation situation, Side side) {
        return Objects.requireNonNull(situation.account(side));
    }
}
