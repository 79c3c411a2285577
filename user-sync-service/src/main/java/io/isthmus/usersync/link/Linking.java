package io.isthmus.usersync.link;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.journal.Journal;
import io.isthmus.usersync.journal.WorkNews;
import io.isthmus.usersync.link.LinkResult.Made;
import io.isthmus.usersync.link.LinkResult.Refused;
import io.isthmus.usersync.link.LinkResult.WasThere;
import io.isthmus.usersync.outbox.OutboxNews;
import io.isthmus.usersync.person.Lease;
import io.isthmus.usersync.person.PersonBusy;
import io.isthmus.usersync.person.PersonKey;
import io.isthmus.usersync.person.Persons;
import io.isthmus.usersync.person.Suppressed;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Links and unlinks by hand. It works under the person's lease, as everything does that concerns them. */
@ApplicationScoped
public class Linking {

    private static final String BY_OPERATOR = "operator";
    private static final Duration RETRY = Duration.ofMillis(50);
    private static final Duration LONGEST_RETRY = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Pool pool;
    private final Persons persons;
    private final Links links;
    private final Journal journal;
    private final CmsAccounts cms;
    private final LmsAccounts lms;
    private final Sources sources;
    private final Suppressed suppressed;
    private final WorkNews work;
    private final OutboxNews outbox;

    Linking(
            Pool pool,
            Persons persons,
            Links links,
            Journal journal,
            CmsAccounts cms,
            LmsAccounts lms,
            Sources sources,
            Suppressed suppressed,
            WorkNews work,
            OutboxNews outbox) {
        this.pool = pool;
        this.persons = persons;
        this.links = links;
        this.journal = journal;
        this.cms = cms;
        this.lms = lms;
        this.sources = sources;
        this.suppressed = suppressed;
        this.work = work;
        this.outbox = outbox;
    }

    /** @param also what is recorded with the link, if it is made */
    private record Wish(String cmsUid, String lmsUserId, Function<SqlConnection, Uni<Void>> also) {}

    /** Links two accounts that are there, if nothing speaks against it. */
    Uni<LinkResult> link(String cmsUid, String lmsUserId) {
        return link(cmsUid, lmsUserId, tx -> Uni.createFrom().voidItem());
    }

    /** @param also what is recorded with the link, in its transaction and under the person's lease, if it is made */
    public Uni<LinkResult> link(String cmsUid, String lmsUserId, Function<SqlConnection, Uni<Void>> also) {
        return links.ofUser(pool, sources.cms(), cmsUid, sources.lms()).chain(known -> {
            if (known.isPresent() && known.get().isLinked()) {
                return Uni.createFrom().item(asWanted(known.get(), lmsUserId));
            }
            return suppressed
                    .among(keys(cmsUid, lmsUserId))
                    .chain(erased -> erased.isEmpty()
                            ? look(known, new Wish(cmsUid, lmsUserId, also))
                            : refused("erased", "The person was erased and is not to come back.", false));
        });
    }

    private List<PersonKey> keys(String cmsUid, String lmsUserId) {
        return List.of(new PersonKey(sources.cms(), cmsUid), new PersonKey(sources.lms(), lmsUserId));
    }

    private Uni<LinkResult> look(Optional<Link> known, Wish wish) {
        return Uni.combine()
                .all()
                .unis(cms.byId(wish.cmsUid()), lms.byId(wish.lmsUserId()))
                .asTuple()
                .chain(both -> check(known, both.getItem1(), both.getItem2(), wish));
    }

    private static LinkResult asWanted(Link known, String lmsUserId) {
        return known.lmsUserId().equals(lmsUserId)
                ? new WasThere(known)
                : new Refused("linked-otherwise", "The CMS user is linked to another account of the LMS.", false);
    }

    private Uni<LinkResult> check(Optional<Link> known, Lookup cmsSide, Lookup lmsSide, Wish wish) {
        if (!(cmsSide instanceof Lookup.Found user)) {
            return refused("no-such-cms-user", "The CMS has no user with this uid.", true);
        }
        if (!(lmsSide instanceof Lookup.Found account)) {
            return refused("no-such-lms-account", "The LMS has no account with this id.", true);
        }
        if (sources.privilegedIds().contains(wish.lmsUserId())) {
            return refused("privileged-account", "An administrator's account is never linked.", false);
        }
        String key = account.account().key();
        if (!key.isEmpty() && !key.equals(sources.keyOf(wish.cmsUid()))) {
            return refused("idnumber-of-another", "The LMS account carries another idnumber.", false);
        }
        return links.ofAccount(wish.lmsUserId())
                .chain(owner -> owner.isPresent()
                        ? refused("account-linked-elsewhere", "The LMS account is another user's.", false)
                        : make(known, user.account(), account.account(), wish.also()));
    }

    private static Uni<LinkResult> refused(String code, String detail, boolean missing) {
        return Uni.createFrom().item(new Refused(code, detail, missing));
    }

    private Uni<LinkResult> make(
            Optional<Link> known, Account user, Account account, Function<SqlConnection, Uni<Void>> also) {
        var link = new Link(
                        sources.cms(),
                        user.id(),
                        sources.lms(),
                        account.id(),
                        null,
                        null,
                        Link.Status.LINKED,
                        null,
                        known.map(Link::version).orElse(0L))
                .as(user.text(Field.USERNAME), account.text(Field.USERNAME), account.suspended());
        var lmsKey = new PersonKey(sources.lms(), account.id());
        return underLease(
                        user.id(),
                        lease -> pool.withTransaction(tx -> persons.join(tx, lease, lmsKey)
                                .chain(() -> persons.leases().guard(tx, lease))
                                .chain(() -> links.save(tx, lease.personId(), link, sources.cms(), null))
                                .call(() -> also.apply(tx))
                                .call(() -> journal.recheck(tx, new PersonKey(sources.cms(), user.id()), Map.of()))
                                .call(() -> persons.leases().finish(tx, lease, true))))
                .map(Made::new);
    }

    /** @return false if there is no such link */
    Uni<Boolean> unlink(String cmsUid) {
        return links.ofUser(pool, sources.cms(), cmsUid, sources.lms()).chain(known -> {
            if (known.isEmpty() || !known.get().isLinked()) {
                return Uni.createFrom().item(false);
            }
            return underLease(cmsUid, lease -> pool.withTransaction(tx -> unlink(tx, lease, cmsUid)));
        });
    }

    private Uni<Boolean> unlink(SqlConnection tx, Lease lease, String cmsUid) {
        return links.ofUser(tx, sources.cms(), cmsUid, sources.lms())
                .map(known -> known.filter(Link::isLinked))
                .call(known -> known.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : persons.forget(
                                tx, new PersonKey(sources.lms(), known.get().lmsUserId())))
                .call(() -> persons.leases().guard(tx, lease))
                .call(known -> known.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : links.save(tx, lease.personId(), known.get().unlinked(BY_OPERATOR), sources.cms(), null))
                .call(() -> persons.leases().finish(tx, lease, true))
                .map(Optional::isPresent);
    }

    private <T> Uni<T> underLease(String cmsUid, Function<Lease, Uni<T>> task) {
        return persons.leases()
                .acquire(new PersonKey(sources.cms(), cmsUid))
                .chain(lease -> task.apply(lease)
                        .onFailure()
                        .call(() -> persons.leases().release(lease)))
                .onFailure(PersonBusy.class)
                .retry()
                .withBackOff(RETRY, LONGEST_RETRY)
                .expireIn(PATIENCE.toMillis())
                .invoke(() -> {
                    work.arrived();
                    outbox.committed();
                });
    }
}
