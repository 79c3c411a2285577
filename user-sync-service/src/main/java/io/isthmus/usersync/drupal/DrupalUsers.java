package io.isthmus.usersync.drupal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.smallrye.faulttolerance.api.RateLimitException;
import io.smallrye.mutiny.Uni;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.faulttolerance.exceptions.BulkheadException;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jspecify.annotations.Nullable;

/**
 * Drupal's users, by JSON:API.
 *
 * <p>With a wrong password Drupal still answers 200, as it would to anybody. So a user without an account name in the
 * answer is a fault, and nobody counts as absent before Drupal has said who it thinks is asking.
 */
final class DrupalUsers implements CmsAccounts {

    private static final Pattern UID = Pattern.compile("[1-9][0-9]{0,17}");
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int TAKEN = 409;
    private static final int UNPROCESSABLE = 422;

    private final DrupalCalls calls;
    private final DrupalFields fields;
    private final DrupalLookups lookups;
    private final DrupalRules rules = new DrupalRules();

    DrupalUsers(DrupalCalls calls, DrupalFields fields) {
        this.calls = calls;
        this.fields = fields;
        this.lookups = new DrupalLookups(calls, this::account);
    }

    @Override
    public FieldRules rules() {
        return rules;
    }

    /** Uid 0 is Drupal's anonymous visitor. */
    @Override
    public Uni<Lookup> byId(String uid) {
        return UID.matcher(uid).matches()
                ? guarded(lookups.byUid(uid))
                : Uni.createFrom().item(new Lookup.Absent());
    }

    @Override
    public Uni<Lookup> byUsername(String username) {
        return guarded(lookups.byName(username));
    }

    /** Whoever may not see addresses may not filter by them: an empty answer needs no other proof. */
    @Override
    public Uni<List<Account>> like(String handle, String username, String email) {
        return guarded(calls.list(DrupalQueries.like(handle, username, email)).map(this::all));
    }

    private List<Account> all(Answer answer) {
        expect(answer);
        var accounts = new ArrayList<Account>();
        answer.body().path("data").forEach(user -> accounts.add(account(user)));
        return accounts;
    }

    /** Empty is an answer only from somebody who may see. */
    private Uni<List<Account>> accounts(Answer answer) {
        List<Account> accounts = all(answer);
        return accounts.isEmpty()
                ? calls.index().map(DrupalUsers::asServiceAccount).replaceWith(accounts)
                : Uni.createFrom().item(accounts);
    }

    @Override
    public Uni<Stretch> after(String uid) {
        return guarded(calls.list(DrupalQueries.after(uid.isEmpty() ? "0" : uid))
                        .chain(this::accounts))
                .map(accounts -> new Stretch(
                        accounts,
                        accounts.isEmpty()
                                ? uid
                                : accounts.get(accounts.size() - 1).id(),
                        accounts.isEmpty()));
    }

    @Override
    public Uni<List<Account>> changedAfter(long changed, String uid) {
        return guarded(calls.list(DrupalQueries.changedAfter(changed, Long.parseLong(uid)))
                        .chain(this::accounts))
                .invoke(accounts -> accounts.forEach(account -> {
                    if (account.changedAt() == null) {
                        throw new RemoteFault(Kind.CONFIGURATION, "cms-hides-changes");
                    }
                }));
    }

    /** Drupal checks name and address itself, and keeps the UUID it is given. */
    @Override
    public Uni<Creation> create(String handle, Map<String, String> values) {
        var known = new HashMap<>(values);
        known.keySet().removeIf(field -> fields.attribute(field).isEmpty() || field.equals(Field.GROUPS));
        known.put(Field.STATUS, Field.ACTIVE);
        return guarded(calls.post(document(handle, known)).map(answer -> created(answer, known)));
    }

    private Creation created(Answer answer, Map<String, String> values) {
        if (answer.status() == CREATED) {
            return new Creation.Created(account(answer.body().path("data")));
        }
        if (answer.status() == UNPROCESSABLE) {
            return new Creation.Refused(reasons(answer.body(), values).values().stream()
                    .sorted()
                    .findFirst()
                    .orElse("refused-by-cms"));
        }
        throw new RemoteFault(
                answer.status() == TAKEN ? Kind.RETRYABLE : Kind.CONFIGURATION, "cms-http-" + answer.status());
    }

    static Answer asServiceAccount(Answer index) {
        expect(index);
        JsonNode me =
                index.body().path("meta").path("links").path("me").path("meta").path("id");
        if (!me.isTextual()) {
            throw new RemoteFault(Kind.CONFIGURATION, "cms-takes-us-for-anonymous");
        }
        return index;
    }

    static void expect(Answer answer) {
        if (answer.status() != OK || !answer.body().has("jsonapi")) {
            throw new RemoteFault(Kind.CONFIGURATION, "cms-http-" + answer.status());
        }
    }

    private Account account(JsonNode user) {
        JsonNode attributes = user.path("attributes");
        if (!attributes.has("name") || !attributes.has("status") || !attributes.has("mail")) {
            throw new RemoteFault(Kind.CONFIGURATION, "cms-hides-users");
        }
        var values = new HashMap<String, String>();
        fields.attributes().forEach((field, attribute) -> {
            if (attributes.has(attribute)) {
                values.put(field, text(attributes.path(attribute)));
            } else if (user.path("relationships").has(attribute)) {
                values.put(field, targets(user.path("relationships").path(attribute)));
            }
        });
        return new Account(
                attributes.path("drupal_internal__uid").asText(),
                user.path("id").asText(),
                "",
                values,
                !attributes.path("status").asBoolean(true),
                changed(attributes.path("changed").asText("")));
    }

    /** What a user refers to, such as roles, by the names that Drupal's own code has for them. */
    private static String targets(JsonNode relationship) {
        var names = new TreeSet<String>();
        relationship
                .path("data")
                .forEach(target -> names.add(target.path("meta")
                        .path("drupal_internal__target_id")
                        .asText(target.path("id").asText())));
        return String.join(",", names);
    }

    /** PostgreSQL cannot hold U+0000, and no name needs it. */
    private static String text(JsonNode value) {
        return value.isNull() ? "" : value.asText().replace("\0", "");
    }

    private static @Nullable Instant changed(String text) {
        try {
            return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    @Override
    public Uni<Written> update(Account account, Map<String, String> changes) {
        var known = new HashMap<>(changes);
        known.keySet().removeIf(field -> fields.attribute(field).isEmpty() || field.equals(Field.GROUPS));
        return guarded(patch(account, known, Map.of()));
    }

    /** Drupal answers a PATCH with the whole user, which is the reading back. */
    private Uni<Written> patch(Account account, Map<String, String> changes, Map<String, String> refused) {
        if (changes.isEmpty()) {
            return Uni.createFrom().item(new Written(account, refused));
        }
        return calls.patch(account.handle(), document(account.handle(), changes))
                .chain(answer -> {
                    if (answer.status() == OK) {
                        return Uni.createFrom()
                                .item(new Written(account(answer.body().path("data")), refused));
                    }
                    if (answer.status() != UNPROCESSABLE) {
                        throw new RemoteFault(Kind.CONFIGURATION, "cms-http-" + answer.status());
                    }
                    Map<String, String> reasons = reasons(answer.body(), changes);
                    var rest = new HashMap<>(changes);
                    rest.keySet().removeAll(reasons.keySet());
                    var all = new HashMap<>(refused);
                    all.putAll(reasons);
                    return patch(account, rest, all);
                });
    }

    private String document(String uuid, Map<String, String> changes) {
        ObjectNode data =
                JsonNodeFactory.instance.objectNode().put("type", "user--user").put("id", uuid);
        ObjectNode attributes = data.putObject("attributes");
        changes.forEach((field, value) -> {
            String attribute = fields.attribute(field).orElseThrow();
            if (field.equals(Field.STATUS)) {
                attributes.put(attribute, value.equals(Field.ACTIVE));
            } else {
                attributes.put(attribute, value.isEmpty() ? null : value);
            }
        });
        return JsonNodeFactory.instance.objectNode().set("data", data).toString();
    }

    /** @return which of the changes Drupal will not take; all of them if it does not say which */
    private Map<String, String> reasons(JsonNode body, Map<String, String> changes) {
        var reasons = new HashMap<String, String>();
        body.path("errors")
                .forEach(error -> fields.fieldAt(
                                error.path("source").path("pointer").asText())
                        .filter(changes::containsKey)
                        .ifPresent(field -> reasons.put(field, reason(field, error))));
        if (reasons.isEmpty()) {
            changes.keySet().forEach(field -> reasons.put(field, "refused-by-cms"));
        }
        return reasons;
    }

    private static String reason(String field, JsonNode error) {
        boolean taken = error.path("detail").asText().contains("already taken");
        return field.toLowerCase(Locale.ROOT) + (taken ? "-taken" : "-refused-by-cms");
    }

    private static <T> Uni<T> guarded(Uni<T> call) {
        return call.onFailure().transform(failure -> {
            if (failure instanceof CmsDown down) {
                return new RemoteFault(Kind.RETRYABLE, down.reason());
            }
            if (failure instanceof RateLimitException || failure instanceof BulkheadException) {
                return new RemoteFault(Kind.RETRYABLE, "cms-too-many-calls");
            }
            return failure instanceof CircuitBreakerOpenException
                    ? new RemoteFault(Kind.RETRYABLE, "cms-breaker-open")
                    : failure;
        });
    }
}
