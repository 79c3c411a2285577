package io.isthmus.usersync.sync;

import io.isthmus.usersync.Sql;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.Fit;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.link.Links;
import io.isthmus.usersync.person.Lease;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Addresses and login names that go from one person to another: the LMS lets nobody have one that somebody still has.
 */
final class UniqueNames {

    /** Fields of which the LMS has every value once. */
    static final List<String> FIELDS = List.of(Field.USERNAME, Field.EMAIL);

    private static final String HELD = "-held";
    private static final int LONGEST_ROUND = 5;

    private final Pool pool;
    private final CmsAccounts cms;
    private final LmsAccounts lms;
    private final Links links;
    private final Sources sources;
    private final Clock clock;

    UniqueNames(Pool pool, CmsAccounts cms, LmsAccounts lms, Links links, Sources sources, Clock clock) {
        this.pool = pool;
        this.cms = cms;
        this.lms = lms;
        this.links = links;
        this.sources = sources;
        this.clock = clock;
    }

    /** @return accounts of the LMS that have the value */
    Uni<List<Account>> holders(String field, String value) {
        return field.equals(Field.EMAIL) ? lms.byEmail(value) : lms.byUsername(value);
    }

    /** @return whether whoever has the value at the LMS has given it up at the CMS, so that it will be free */
    Uni<Boolean> willBeFree(String field, String value) {
        return holders(field, value).chain(holders -> willBeFree(field, value, holders));
    }

    Uni<Boolean> willBeFree(String field, String value, List<Account> holders) {
        if (holders.size() != 1) {
            return Uni.createFrom().item(holders.isEmpty());
        }
        return owner(holders.get(0))
                .chain(uid -> uid.isEmpty()
                        ? isBeingAdopted(holders.get(0))
                        : cms.byId(uid.get()).map(user -> hasAnother(user, field, value)));
    }

    /** Whether a user is being made for the account right now; then it is the holder's own. */
    private Uni<Boolean> isBeingAdopted(Account account) {
        return Sql.list(pool, row -> row, """
                        select 1 from person_key k join person p on p.id = k.person_id
                        where k.source = $1 and k.external_id = $2 and p.creating is not null""", sources.lms(), account.id()).map(found -> !found.isEmpty());
    }

    /** By link, or by key: an account may have been made just now whose link is not written down yet. */
    private Uni<Optional<String>> owner(Account account) {
        return links.ofAccount(account.id())
                .chain(link -> link.isPresent() ? Uni.createFrom().item(link.map(Link::cmsUid)) : byKey(account));
    }

    /** What an operator has unlinked nobody writes to any more, so it keeps what it has. */
    private Uni<Optional<String>> byKey(Account account) {
        Optional<String> uid = sources.uidIn(account.key());
        return uid.isEmpty()
                ? Uni.createFrom().item(uid)
                : links.ofUser(uid.get())
                        .map(link -> uid.filter(known -> link.map(Link::reason)
                                .filter(SyncDecider.UNLINKED_BY_OPERATOR::equals)
                                .isEmpty()));
    }

    private boolean hasAnother(Lookup user, String field, String value) {
        return wanted(user, field)
                .filter(wanted -> !wanted.equalsIgnoreCase(value))
                .isPresent();
    }

    private Optional<String> wanted(Lookup user, String field) {
        return user instanceof Lookup.Found found && lms.rules().fit(field, found.account()) instanceof Fit.Value wanted
                ? Optional.of(wanted.text())
                : Optional.empty();
    }

    /** @return whether everybody in the row waits for the next, and the last one for this user: nobody can go first */
    Uni<Boolean> isRound(String field, String wanted, String cmsUid) {
        return isRound(field, wanted, cmsUid, LONGEST_ROUND);
    }

    private Uni<Boolean> isRound(String field, String wanted, String cmsUid, int rest) {
        return holders(field, wanted).chain(holders -> {
            if (holders.size() != 1 || rest == 0) {
                return Uni.createFrom().item(false);
            }
            return owner(holders.get(0)).chain(owner -> {
                if (owner.isEmpty() || owner.get().equals(cmsUid)) {
                    return Uni.createFrom().item(owner.isPresent());
                }
                return cms.byId(owner.get())
                        .chain(user -> wanted(user, field)
                                .filter(next -> !next.equalsIgnoreCase(wanted))
                                .map(next -> isRound(field, next, cmsUid, rest - 1))
                                .orElseGet(() -> Uni.createFrom().item(false)));
            });
        });
    }

    /** Reason code: somebody has the value, and keeps it. */
    static String taken(String field) {
        return field + "-taken";
    }

    /** Reason code: somebody has the value who is a user of another CMS. */
    static String takenByAnotherCms(String field) {
        return field + "-" + SyncDecider.OF_ANOTHER_CMS;
    }

    /** @return the reason code that fits those who have the value */
    static String taken(String field, List<Account> holders, Sources sources) {
        boolean theirs =
                !holders.isEmpty() && holders.stream().allMatch(holder -> sources.isOfAnotherCms(holder.key()));
        return theirs ? takenByAnotherCms(field) : taken(field);
    }

    /** Reason code: somebody has the value who is going to give it up. */
    static String held(String field) {
        return field + HELD;
    }

    static boolean isHeld(@Nullable String reason) {
        return reason != null && reason.endsWith(HELD);
    }

    /** A value for a moment, by which two who exchange theirs make way for each other. RFC 2606 keeps it nobody's. */
    static String temporary(String field, Account account) {
        String name = "isthmus-" + account.id() + "-moving";
        return field.equals(Field.EMAIL) ? name + "@isthmus.invalid" : name;
    }

    /** @return false while another person's account is being made with this address */
    Uni<Boolean> reserve(String email, Lease lease) {
        return Sql.run(pool, """
                        insert into creation_lock as l (email_hash, person_id, until) values ($1, $2, $3)
                        on conflict (email_hash) do update set person_id = $2, until = $3
                        where l.until <= $4 or l.person_id = $2""", hash(email), lease.personId(), lease.until(), clock.instant())
                .map(rows -> rows == 1);
    }

    Uni<Void> release(String email, Lease lease) {
        return Sql.run(
                        pool,
                        "delete from creation_lock where email_hash = $1 and person_id = $2",
                        hash(email),
                        lease.personId())
                .replaceWithVoid();
    }

    /** SHA-256 of a value, whatever its case. */
    static String hash(String value) {
        try {
            byte[] bytes = value.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
