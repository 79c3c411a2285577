package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import io.isthmus.usersync.account.FieldRules;
import io.isthmus.usersync.account.Fit;
import io.isthmus.usersync.account.Lookup;
import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.account.Sources;
import io.isthmus.usersync.link.Link;
import io.isthmus.usersync.sync.Policy.Deprovision;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the situations that tests decide about; user 101 is account 4. */
final class Situations {

    static final String UID = "101";
    static final String ACCOUNT = "4";
    static final Instant THEN = Instant.parse("2026-05-04T10:00:00Z");
    static final Sources SOURCES = new Sources("cms", "lms", "cms:", Set.of("2"), Set.of("cms2:"));

    /** Both sides hold anything, but that the LMS writes cities in capitals. */
    private static final FieldRules VERBATIM = (field, from) -> {
        String value = from.field(field);
        return value == null ? new Fit.Skip() : new Fit.Value(value);
    };

    private Situations() {}

    static Policy policy(Map<String, FieldPolicy> fields) {
        return policy(fields, true, Deprovision.SUSPEND, false);
    }

    static Policy policy(Map<String, FieldPolicy> fields, boolean create, Deprovision deprovision, boolean byEmail) {
        return new Policy(
                SOURCES, fields, byEmail, byEmail, create, deprovision, "isthmus", VERBATIM, Situations::lmsFit);
    }

    private static Fit lmsFit(String field, Account from) {
        return field.equals(Field.EMAIL) && from.text(Field.EMAIL).isEmpty()
                ? new Fit.Refuse("email-missing")
                : VERBATIM.fit(field, from);
    }

    static Account user(boolean suspended) {
        return account(UID, "", suspended);
    }

    static Account account(String id, String key, boolean suspended) {
        return new Account(
                id,
                id,
                key,
                Map.of(Field.USERNAME, "ada", Field.EMAIL, "ada@example.org", Field.CITY, "Paris"),
                suspended,
                null);
    }

    static Account with(Account account, String field, String value) {
        var fields = new HashMap<>(account.fields());
        fields.put(field, value);
        return new Account(
                account.id(), account.handle(), account.key(), fields, account.suspended(), account.changedAt());
    }

    static Link link(String lmsUserId, Link.Status status, @Nullable String reason) {
        return new Link("cms", UID, "lms", lmsUserId, "ada", "ada", status, reason, 1);
    }

    static Situation linked(Lookup cms, Lookup lms, Shadow shadow, Trigger trigger) {
        String id = lms instanceof Lookup.Found found ? found.account().id() : ACCOUNT;
        return new Situation(
                UID,
                link(id, Link.Status.LINKED, null),
                cms,
                lms,
                Candidates.NONE,
                shadow,
                trigger,
                Map.of(),
                null,
                null);
    }

    static Situation unlinked(@Nullable Link link, Lookup cms, Candidates candidates, Trigger trigger) {
        return new Situation(
                UID, link, cms, new Lookup.Absent(), candidates, Shadow.NONE, trigger, Map.of(), null, null);
    }

    static Shadow shadow(Side side, String field, @Nullable String read, @Nullable String sent) {
        return Shadow.NONE.with(side, Map.of(field, new Trace(read, sent, "cms", THEN)));
    }

    static List<Account> some(Account... accounts) {
        return List.of(accounts);
    }
}
