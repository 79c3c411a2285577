package io.isthmus.testbed.portal.people;

import io.isthmus.testbed.portal.people.SaveResult.Invalid;
import io.isthmus.testbed.portal.people.SaveResult.Missing;
import io.isthmus.testbed.portal.people.SaveResult.NameIndexFailed;
import io.isthmus.testbed.portal.people.SaveResult.Saved;
import io.isthmus.testbed.portal.people.SaveResult.UuidTaken;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All accounts, in memory. */
public final class Users {

    private final TreeMap<Integer, PortalUser> byUid = new TreeMap<>();
    private final Lock lock;
    private final Clock clock;
    private final Collation collation;
    private final UserRules rules;
    private final UserListener listener;
    private final Runnable store;
    private int lastUid;

    /**
     * @param lock shared with whatever is stored together with the accounts
     * @param store keeps the present state; called with the lock held
     */
    public Users(Lock lock, Clock clock, Collation collation, UserListener listener, Runnable store) {
        this.lock = lock;
        this.clock = clock;
        this.collation = collation;
        this.rules = new UserRules(collation);
        this.listener = listener;
        this.store = store;
    }

    /** Takes over what was kept from an earlier run. */
    public void restore(List<PortalUser> users, int last) {
        locked(() -> {
            users.forEach(user -> byUid.put(user.uid(), user));
            lastUid = Math.max(last, byUid.isEmpty() ? 0 : byUid.lastKey());
            return lastUid;
        });
    }

    /** @return all accounts by uid; the anonymous user 0 is none */
    public List<PortalUser> all() {
        return locked(() -> List.copyOf(byUid.values()));
    }

    /** @return the highest uid ever given; uids are not given twice */
    public int lastUid() {
        return locked(() -> lastUid);
    }

    public Optional<PortalUser> byUid(int uid) {
        return locked(() -> Optional.ofNullable(byUid.get(uid)));
    }

    public Optional<PortalUser> byUuid(UUID uuid) {
        return first(user -> user.uuid().equals(uuid));
    }

    public Optional<PortalUser> byName(String name) {
        return first(user -> collation.same(user.name(), name));
    }

    private Optional<PortalUser> first(Predicate<PortalUser> matches) {
        return locked(() -> byUid.values().stream().filter(matches).findFirst());
    }

    public SaveResult create(UserDraft draft, Writer writer) {
        return locked(() -> {
            List<Violation> violations = rules.violations(null, draft, byUid.values());
            if (!violations.isEmpty()) {
                return new Invalid(violations);
            }
            UUID uuid = Objects.requireNonNullElseGet(draft.uuid(), UUID::randomUUID);
            if (byUid.values().stream().anyMatch(user -> user.uuid().equals(uuid)) || byUid.containsKey(draft.uid())) {
                return new UuidTaken();
            }
            if (indexRefuses(0, draft.name())) {
                return new NameIndexFailed();
            }
            PortalUser user = draft.toUser(draft.uid() > 0 ? draft.uid() : lastUid + 1, uuid, now());
            put(null, user, writer);
            return new Saved(user, true);
        });
    }

    public SaveResult update(int uid, Consumer<UserDraft> edit, Writer writer) {
        return locked(() -> {
            PortalUser before = byUid.get(uid);
            if (before == null) {
                return new Missing();
            }
            var draft = new UserDraft(before);
            edit.accept(draft);
            List<Violation> violations = rules.violations(before, draft, byUid.values());
            if (!violations.isEmpty()) {
                return new Invalid(violations);
            }
            if (indexRefuses(uid, draft.name())) {
                return new NameIndexFailed();
            }
            if (!Objects.equals(before.mail(), draft.mail())) {
                draft.mailVerified(writer != Writer.PERSON);
            }
            PortalUser after = draft.toUser(
                    uid, before.uuid(), before.created(), before.changed(), before.access(), before.login());
            if (after.equals(before)) {
                return new Saved(before, false);
            }
            PortalUser moved =
                    draft.toUser(uid, before.uuid(), before.created(), now(), before.access(), before.login());
            put(before, moved, writer);
            return new Saved(moved, true);
        });
    }

    /** @return what would keep the account from being saved so */
    public List<Violation> check(int uid, Consumer<UserDraft> edit) {
        return locked(() -> {
            PortalUser before = byUid.get(uid);
            if (before == null) {
                return List.of();
            }
            var draft = new UserDraft(before);
            edit.accept(draft);
            return rules.violations(before, draft, byUid.values());
        });
    }

    /** @return whether there was such an account */
    public boolean delete(int uid, Writer writer) {
        return locked(() -> {
            PortalUser gone = byUid.remove(uid);
            if (gone == null) {
                return false;
            }
            listener.changed(gone, null, writer);
            store.run();
            return true;
        });
    }

    /** Notes that the person was here; not a change in the sense of {@code changed}. */
    public void seen(int uid, boolean atLogin) {
        locked(() -> byUid.computeIfPresent(uid, (key, user) -> user.seen(now(), atLogin)));
    }

    /** The case-insensitive unique index that a case-sensitive check walks into. */
    private boolean indexRefuses(int self, @Nullable String name) {
        return byUid.values().stream().anyMatch(user -> user.uid() != self && Collation.MYSQL.same(user.name(), name));
    }

    private void put(@Nullable PortalUser before, PortalUser after, Writer writer) {
        byUid.put(after.uid(), after);
        lastUid = Math.max(lastUid, after.uid());
        listener.changed(before, after, writer);
        store.run();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
