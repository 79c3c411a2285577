package io.isthmus.usersync.drupal;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.CmsAccounts;
import io.isthmus.usersync.account.Creation;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.FieldRules;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.RemoteFault;
import io.isthmus.usersync.account.RemoteFault.Kind;
import io.isthmus.usersync.account.Stretch;
import io.isthmus.usersync.account.Written;
import io.isthmus.usersync.drupal.DrupalCalls.Answer;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Drupal's users, by JSON:API.
 *
 * <p>With a wrong password Drupal still answers 200, as it would to anybody. So a user without an account name in the
 * answer is a fault, and nobody counts as absent before Drupal has said who it thinks is asking.
 */
final class DrupalUsers implements CmsAccounts {

    private static final Pattern UID = Pattern.compile("[1-9][0-9]{0,17}");
    private static final int CREATED = 201;
    private static final int TAKEN = 409;
    private static final int UNPROCESSABLE = 422;

    private final DrupalCalls calls;
    private final DrupalLookups lookups;
    private final DrupalUser users;
    private final DrupalChanges form;
    private final DrupalRules rules = new DrupalRules();

    DrupalUsers(DrupalCalls calls, DrupalFields fields) {
        this.calls = calls;
        this.users = new DrupalUser(fields);
        this.form = new DrupalChanges(fields);
        this.lookups = new DrupalLookups(calls, users::account);
    }

    @Override
    public FieldRules rules() {
        return rules;
    }

    /** Uid 0 is Drupal's anonymous visitor. */
    @Override
    public Uni<Lookup> byId(String uid) {
        return UID.matcher(uid).matches()
                ? lookups.byUid(uid)
                : Uni.createFrom().item(new Lookup.Absent());
    }

    @Override
    public Uni<Lookup> byUsername(String username) {
        return lookups.byName(username);
    }

    /** Whoever may not see addresses may not filter by them: an empty answer needs no other proof. */
    @Override
    public Uni<List<Account>> like(String handle, String username, String email) {
        return calls.list(DrupalQueries.like(handle, username, email)).map(this::all);
    }

    private List<Account> all(Answer answer) {
        DrupalAnswers.expect(answer);
        var accounts = new ArrayList<Account>();
        answer.body().path("data").forEach(user -> accounts.add(users.account(user)));
        return accounts;
    }

    /** Empty is an answer only from somebody who may see. */
    private Uni<List<Account>> accounts(Answer answer) {
        List<Account> accounts = all(answer);
        return accounts.isEmpty()
                ? calls.index().invoke(DrupalAnswers::me).replaceWith(accounts)
                : Uni.createFrom().item(accounts);
    }

    @Override
    public Uni<Stretch> after(String uid) {
        return calls.list(DrupalQueries.after(uid.isEmpty() ? "0" : uid))
                .chain(this::accounts)
                .map(accounts -> new Stretch(
                        accounts,
                        accounts.isEmpty()
                                ? uid
                                : accounts.get(accounts.size() - 1).id(),
                        accounts.isEmpty()));
    }

    @Override
    public Uni<List<Account>> changedAfter(long changed, String uid) {
        return calls.list(DrupalQueries.changedAfter(changed, Long.parseLong(uid)))
                .chain(this::accounts)
                .invoke(accounts -> accounts.forEach(account -> {
                    if (account.changedAt() == null) {
                        throw new RemoteFault(Kind.CONFIGURATION, "cms-hides-changes");
                    }
                }));
    }

    /** Drupal checks name and address itself, and keeps the UUID it is given. */
    @Override
    public Uni<Creation> create(String handle, Map<String, String> values) {
        Map<String, String> known = form.known(values);
        known.put(Field.STATUS, Field.ACTIVE);
        return calls.post(form.document(handle, known)).map(answer -> created(answer, known));
    }

    private Creation created(Answer answer, Map<String, String> values) {
        if (answer.status() == CREATED) {
            return new Creation.Created(users.account(answer.body().path("data")));
        }
        if (answer.status() == UNPROCESSABLE) {
            return new Creation.Refused(form.reasons(answer.body(), values).values().stream()
                    .sorted()
                    .findFirst()
                    .orElse("refused-by-cms"));
        }
        throw new RemoteFault(
                answer.status() == TAKEN ? Kind.RETRYABLE : Kind.CONFIGURATION, "cms-http-" + answer.status());
    }

    @Override
    public Uni<Written> update(Account account, Map<String, String> changes) {
        return patch(account, form.known(changes), Map.of());
    }

    /** Drupal answers a PATCH with the whole user, which is the reading back. */
    private Uni<Written> patch(Account account, Map<String, String> changes, Map<String, String> refused) {
        if (changes.isEmpty()) {
            return Uni.createFrom().item(new Written(account, refused));
        }
        return calls.patch(account.handle(), form.document(account.handle(), changes))
                .chain(answer -> {
                    if (answer.status() == DrupalAnswers.OK) {
                        return Uni.createFrom()
                                .item(new Written(users.account(answer.body().path("data")), refused));
                    }
                    if (answer.status() != UNPROCESSABLE) {
                        throw new RemoteFault(Kind.CONFIGURATION, "cms-http-" + answer.status());
                    }
                    Map<String, String> reasons = form.reasons(answer.body(), changes);
                    var rest = new HashMap<>(changes);
                    rest.keySet().removeAll(reasons.keySet());
                    var all = new HashMap<>(refused);
                    all.putAll(reasons);
                    return patch(account, rest, all);
                });
    }
}
