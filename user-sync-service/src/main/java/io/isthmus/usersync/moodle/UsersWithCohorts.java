package io.isthmus.usersync.moodle;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.FieldRules;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.isthmus.usersync.account.Stretch;
import io.isthmus.usersync.account.Written;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Moodle's users with the groups they are in. Where cohorts may not be read, users have no groups, and go on as ever. */
final class UsersWithCohorts implements LmsAccounts {

    private final LmsAccounts users;
    private final MoodleCohorts cohorts;

    UsersWithCohorts(LmsAccounts users, MoodleCohorts cohorts) {
        this.users = users;
        this.cohorts = cohorts;
    }

    @Override
    public Uni<Lookup> byId(String id, Instant since) {
        return users.byId(id, since)
                .chain(lookup -> lookup instanceof Lookup.Found found
                        ? with(found.account(), since).map(Lookup.Found::new)
                        : Uni.createFrom().item(lookup));
    }

    @Override
    public Uni<List<Account>> byKey(String key) {
        return users.byKey(key)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().item(found)
                        : Uni.join()
                                .all(found.stream()
                                        .map(account -> with(account, Instant.EPOCH))
                                        .toList())
                                .andFailFast());
    }

    @Override
    public Uni<List<Account>> byEmail(String email) {
        return users.byEmail(email);
    }

    @Override
    public Uni<List<Account>> byUsername(String username) {
        return users.byUsername(username);
    }

    @Override
    public Uni<Stretch> after(String id) {
        return users.after(id);
    }

    @Override
    public Uni<Creation> create(String key, Map<String, String> fields) {
        return users.create(key, fields)
                .chain(creation -> creation instanceof Creation.Created created
                        ? with(created.account(), Instant.EPOCH).map(Creation.Created::new)
                        : Uni.createFrom().item(creation));
    }

    @Override
    public Uni<Written> update(Account account, Map<String, String> changes) {
        var rest = new HashMap<>(changes);
        String groups = rest.remove(Field.GROUPS);
        Uni<Written> writing =
                rest.isEmpty() ? Uni.createFrom().item(new Written(account, Map.of())) : users.update(account, rest);
        return writing.chain(written -> groups == null
                ? Uni.createFrom().item(new Written(inGroupsOf(account, written.after()), written.refused()))
                : set(written, groups));
    }

    /** Whatever else was written, the groups are as they were read. */
    private static Account inGroupsOf(Account before, Account after) {
        String groups = before.field(Field.GROUPS);
        return groups == null ? after : with(after, groups);
    }

    private Uni<Written> set(Written written, String groups) {
        Account account = written.after();
        return cohorts.set(account.id(), groups)
                .map(kept -> new Written(with(account, kept), written.refused()))
                .onFailure()
                .transform(Faults::remote)
                .onFailure(UsersWithCohorts::isRefusal)
                .recoverWithItem(() -> {
                    var refused = new HashMap<>(written.refused());
                    refused.put(Field.GROUPS, "cohorts-refused-by-lms");
                    return new Written(account, refused);
                });
    }

    @Override
    public Uni<Void> delete(Account account) {
        return users.delete(account);
    }

    @Override
    public FieldRules rules() {
        return users.rules();
    }

    private Uni<Account> with(Account account, Instant since) {
        return cohorts.groupsOf(account.id(), since)
                .map(groups -> with(account, groups))
                .onFailure()
                .transform(Faults::remote)
                .onFailure(UsersWithCohorts::isRefusal)
                .recoverWithItem(account);
    }

    private static Account with(Account account, String groups) {
        var fields = new HashMap<>(account.fields());
        fields.put(Field.GROUPS, groups);
        return new Account(
                account.id(), account.handle(), account.key(), fields, account.suspended(), account.changedAt());
    }

    private static boolean isRefusal(Throwable failure) {
        return failure instanceof RemoteFault fault && fault.kind() != Kind.RETRYABLE;
    }
}
