package io.isthmus.usersync.moodle;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.FieldRules;
import io.isthmus.usersync.account.LmsAccounts;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.isthmus.usersync.account.Stretch;
import io.isthmus.usersync.account.Written;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Moodle's users.
 *
 * @see <a href="https://moodledev.io/docs/apis/subsystems/external">External services; each method names its function</a>
 */
final class MoodleUsers implements LmsAccounts {

    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final MoodleCalls calls;
    private final MoodleLookups lookups;
    private final MoodleRules rules;
    private final String auth;
    private final Set<String> custom;
    private final MoodleRanges ranges;
    private final MoodleWrites writes;

    /** @param custom short names of the custom profile fields that are kept the same */
    MoodleUsers(
            MoodleCalls calls,
            MoodleLookups lookups,
            MoodleRules rules,
            Set<String> custom,
            String auth,
            int maxBatch,
            int parallel) {
        this.custom = Set.copyOf(custom);
        this.calls = calls;
        this.lookups = lookups;
        this.rules = rules;
        this.auth = auth;
        this.ranges = new MoodleRanges(lookups, this.custom);
        this.writes = new MoodleWrites(calls, maxBatch, parallel);
    }

    @Override
    public FieldRules rules() {
        return rules;
    }

    /** core_user_get_users_by_field */
    @Override
    public Uni<Lookup> byId(String id, Instant since) {
        if (!ID.matcher(id).matches()) {
            return Uni.createFrom().item(new Lookup.Absent());
        }
        return lookups.find("id", id).map(this::lookup).onFailure().transform(Faults::remote);
    }

    private Lookup lookup(List<JsonNode> users) {
        if (users.isEmpty()) {
            return new Lookup.Absent();
        }
        return MoodleUser.account(users.get(0), custom)
                .<Lookup>map(Lookup.Found::new)
                .orElseGet(Lookup.Deleted::new);
    }

    /** core_user_get_users_by_field */
    @Override
    public Uni<List<Account>> byKey(String key) {
        return found(lookups.find("idnumber", key));
    }

    /** core_user_get_users_by_field */
    @Override
    public Uni<List<Account>> byUsername(String username) {
        return found(lookups.find("username", username));
    }

    /** core_user_get_users: unlike by_field it does not mind the case, but takes {@code %} and {@code _} as wildcards. */
    @Override
    public Uni<List<Account>> byEmail(String email) {
        var criteria = List.of(Map.of("key", "email", "value", email));
        return found(calls.read("core_user_get_users", Map.of("criteria", criteria))
                .map(answer -> {
                    var users = new ArrayList<JsonNode>();
                    MoodleAnswers.list(answer.path("users")).forEach(user -> {
                        if (user.path("email").asText().equalsIgnoreCase(email)) {
                            users.add(user);
                        }
                    });
                    return users;
                }));
    }

    /**
     * core_user_get_users_by_field, by ranges of ids: Moodle keeps the row of a deleted user, so ids have few holes. The
     * account that the piece begins after is asked for once more at the end: whoever no longer sees it sees nobody.
     */
    @Override
    public Uni<Stretch> after(String id) {
        return ranges.after(id.isEmpty() ? 0 : Long.parseLong(id)).onFailure().transform(Faults::remote);
    }

    private Uni<List<Account>> found(Uni<? extends List<JsonNode>> users) {
        return users.map(list -> list.stream()
                        .flatMap(user -> MoodleUser.account(user, custom).stream())
                        .toList())
                .onFailure()
                .transform(Faults::remote);
    }

    /** core_user_create_users */
    @Override
    public Uni<Creation> create(String key, Map<String, String> fields) {
        Map<String, Object> user = MoodleForm.of(fields);
        user.put("idnumber", key);
        user.put("auth", auth);
        return writes.create(user)
                .onFailure()
                .transform(Faults::remote)
                .chain(id -> id.isEmpty()
                        ? Uni.createFrom().item(new Creation.Refused("refused-by-lms"))
                        : readCreated(key, id.get()));
    }

    /** Moodle does not keep idnumber unique: somebody else may have made an account for the same user just now. */
    private Uni<Creation> readCreated(String key, String id) {
        return byKey(key).map(accounts -> {
            if (accounts.size() > 1) {
                return new Creation.Refused("two-candidates");
            }
            return accounts.stream()
                    .filter(account -> account.id().equals(id))
                    .findFirst()
                    .<Creation>map(Creation.Created::new)
                    .orElseThrow(() -> new RemoteFault(Kind.CONFIGURATION, "lms-hides-users"));
        });
    }

    /** core_user_update_users */
    @Override
    public Uni<Written> update(Account account, Map<String, String> changes) {
        return write(account, changes, Map.of());
    }

    private Uni<Written> write(Account account, Map<String, String> changes, Map<String, String> refused) {
        if (changes.isEmpty()) {
            return byId(account.id()).map(lookup -> new Written(after(lookup), refused));
        }
        return writes.update(user(account, changes))
                .onFailure()
                .transform(Faults::remote)
                .chain(warnings -> warnings.isEmpty()
                        ? write(account, Map.of(), refused)
                        : withoutRefused(account, changes, refused, MoodleWrites.refusals(changes, warnings)));
    }

    private Uni<Written> withoutRefused(
            Account account, Map<String, String> changes, Map<String, String> refused, Map<String, String> reasons) {
        var rest = new HashMap<>(changes);
        rest.keySet().removeAll(reasons.keySet());
        var all = new HashMap<>(refused);
        all.putAll(reasons);
        return write(account, rest, all);
    }

    private static Account after(Lookup lookup) {
        if (lookup instanceof Lookup.Found found) {
            return found.account();
        }
        throw new RemoteFault(Kind.RETRYABLE, "lms-account-vanished");
    }

    private static Map<String, Object> user(Account account, Map<String, String> changes) {
        Map<String, Object> user = MoodleForm.of(changes);
        user.put("id", account.id());
        return user;
    }

    /** core_user_delete_users */
    @Override
    public Uni<Void> delete(Account account) {
        return calls.write("core_user_delete_users", Map.of("userids", List.of(account.id())))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> byId(account.id())
                        .chain(lookup -> lookup instanceof Lookup.Found
                                ? Uni.createFrom().failure(Faults.remote(failure))
                                : Uni.createFrom().voidItem()));
    }
}
