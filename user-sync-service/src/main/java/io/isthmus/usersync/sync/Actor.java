package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.account.Written;
import io.isthmus.usersync.link.Link;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Carries a decision out, and says how things are afterwards, as read back. */
final class Actor {

    private final CmsAccounts cms;
    private final LmsAccounts lms;
    private final Sources sources;
    private final Clock clock;

    Actor(CmsAccounts cms, LmsAccounts lms, Sources sources, Clock clock) {
        this.cms = cms;
        this.lms = lms;
        this.sources = sources;
        this.clock = clock;
    }

    Uni<Situation> act(SyncDecision decision, Situation situation) {
        if (decision instanceof SyncDecision.Create create) {
            return lms.create(sources.keyOf(situation.cmsUid()), create.values())
                    .map(creation -> created(situation, create, creation));
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
            return write(situation, write.side(), write.changes());
        }
        throw new IllegalArgumentException("nothing to carry out in " + decision.code());
    }

    private Situation created(Situation situation, SyncDecision.Create create, Creation creation) {
        if (creation instanceof Creation.Created created) {
            Situation linked = linked(situation, created.account());
            return linked.withShadow(sent(linked, Side.LMS, create.values(), created.account()));
        }
        return situation.withBlocked(((Creation.Refused) creation).reason());
    }

    private Situation linked(Situation situation, Account account) {
        Link before = situation.link();
        String cmsName = account(situation, Side.CMS).text(Field.USERNAME);
        var link = new Link(
                sources.cms(),
                situation.cmsUid(),
                sources.lms(),
                account.id(),
                cmsName,
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
        Account account = account(situation, side);
        Uni<Written> writing = side == Side.CMS ? cms.update(account, changes) : lms.update(account, changes);
        return writing.map(written -> {
            var sent = new HashMap<>(changes);
            sent.keySet().removeAll(written.refused().keySet());
            return situation
                    .withReading(side, new Lookup.Found(written.after()))
                    .withShadow(sent(situation, side, sent, written.after()))
                    .withRefused(side, written.refused())
                    .withRefused(side, keyNotKept(sent, written.after()));
        });
    }

    /** Without its key an account could not be found again. */
    private static Map<String, String> keyNotKept(Map<String, String> sent, Account after) {
        String key = sent.get(Field.KEY);
        return key == null || key.equals(after.key()) ? Map.of() : Map.of(Field.KEY, "idnumber-not-kept");
    }

    private Shadow sent(Situation situation, Side side, Map<String, String> values, Account after) {
        var traces = new HashMap<String, Trace>();
        String writer = sources.of(side.other());
        values.forEach(
                (field, value) -> traces.put(field, new Trace(after.text(field), value, writer, clock.instant())));
        return situation.shadow().with(side, traces);
    }

    private static Account account(Situation situation, Side side) {
        return Objects.requireNonNull(situation.account(side));
    }
}
