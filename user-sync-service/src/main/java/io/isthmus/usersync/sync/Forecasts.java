package io.isthmus.usersync.sync;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Change;
import io.isthmus.usersync.journal.Entry;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.link.Links;
import io.isthmus.usersync.person.Lease;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.person.Suppressed;
import io.isthmus.usersync.sync.AdoptionDecider.Adoptable;
import io.isthmus.usersync.sync.Forecast.Kind;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks the engine what it would do about somebody. The same readings and the same decisions, and nothing is written. */
public final class Forecasts {

    /** Reason code: the person is not to come back. */
    public static final String ERASED = "erased";

    private final Reader reader;
    private final SyncDecider decider;
    private final Adoption adoption;
    private final CmsAccounts cms;
    private final Links links;
    private final Suppressed suppressed;
    private final Sources sources;

    Forecasts(Reader reader, Policy policy, Adoption adoption, CmsAccounts cms, Links links, Suppressed suppressed) {
        this.reader = reader;
        this.decider = new SyncDecider(policy);
        this.adoption = adoption;
        this.cms = cms;
        this.links = links;
        this.suppressed = suppressed;
        this.sources = policy.sources();
    }

    /** @param account of that side, as just read */
    public Uni<Forecast> of(Side side, Account account) {
        var keys = new ArrayList<PersonKey>();
        keys.add(new PersonKey(sources.of(side), account.id()));
        sources.uidIn(account.key()).ifPresent(uid -> keys.add(new PersonKey(sources.cms(), uid)));
        return suppressed
                .among(keys)
                .chain(erased -> erased.isEmpty()
                        ? known(side, account)
                        : Uni.createFrom().item(new Forecast(Kind.SKIP, ERASED)));
    }

    private Uni<Forecast> known(Side side, Account account) {
        return side == Side.CMS ? ofUser(account.id()) : ofAccount(account);
    }

    private Uni<Forecast> ofUser(String uid) {
        return links.ofUser(uid)
                .chain(link -> link.isPresent() && link.get().isLinked()
                        ? Uni.createFrom().item(new Forecast(Kind.SKIP, "linked"))
                        : reader.read(work(uid, link.orElse(null)), uid)
                                .map(decider::decide)
                                .map(Forecasts::forecast));
    }

    private Work work(String uid, @Nullable Link link) {
        var change = new Change(
                sources.cms(),
                "forecast",
                Change.Kind.IMPORT,
                new PersonKey(sources.cms(), uid),
                Instant.EPOCH,
                null,
                JsonNodeFactory.instance.objectNode());
        var nobodys = new Lease(0, 0, 0, null, Instant.MAX);
        return new Work(
                nobodys,
                List.of(new Entry(0, 0, 0, null, change)),
                uid,
                false,
                Set.of(),
                link,
                Shadow.NONE,
                false,
                false);
    }

    private static Forecast forecast(SyncDecision decision) {
        if (decision instanceof SyncDecision.Create) {
            return Forecast.of(Kind.CREATE);
        }
        if (decision instanceof SyncDecision.Link) {
            return Forecast.of(Kind.LINK);
        }
        if (decision instanceof SyncDecision.Nothing nothing) {
            return new Forecast(Kind.SKIP, nothing.reason());
        }
        String reason = decision instanceof SyncDecision.Conflict conflict
                ? conflict.reason()
                : decision instanceof SyncDecision.Wait wait ? wait.reason() : decision.code();
        return new Forecast(Kind.CONFLICT, reason);
    }

    private Uni<Forecast> ofAccount(Account account) {
        return links.ofAccount(account.id()).chain(link -> {
            if (link.isPresent()) {
                return Uni.createFrom().item(new Forecast(Kind.SKIP, "linked"));
            }
            String uid = sources.uidIn(account.key()).orElse(null);
            return uid == null ? adoption.plan(account).map(Forecasts::forecast) : ofKey(uid);
        });
    }

    private Uni<Forecast> ofKey(String uid) {
        return cms.byId(uid)
                .chain(user -> user instanceof Lookup.Found
                        ? ofUser(uid)
                        : Uni.createFrom().item(new Forecast(Kind.CONFLICT, "idnumber-of-nobody")));
    }

    private static Forecast forecast(Adoptable plan) {
        if (plan instanceof Adoptable.Make) {
            return Forecast.of(Kind.CREATE);
        }
        if (plan instanceof Adoptable.Join) {
            return Forecast.of(Kind.LINK);
        }
        return plan instanceof Adoptable.Conflict conflict
                ? new Forecast(Kind.CONFLICT, conflict.reason())
                : new Forecast(Kind.SKIP, ((Adoptable.Skip) plan).reason());
    }
}
