package io.isthmus.usersync.account;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The accounts of the LMS. Every method may fail with {@link RemoteFault}; an empty answer is an absence only when the
 * LMS has just shown that it would have answered.
 */
public interface LmsAccounts {

    /** @param since when the account was last written to, as far as is known: nothing that was read before counts */
    Uni<Lookup> byId(String id, Instant since);

    /** As it is now. */
    default Uni<Lookup> byId(String id) {
        return byId(id, Instant.MAX);
    }

    /** @return all accounts that carry the key; the LMS does not keep it unique */
    Uni<List<Account>> byKey(String key);

    /** Whatever the case of the address. */
    Uni<List<Account>> byEmail(String email);

    Uni<List<Account>> byUsername(String username);

    /** @param id after which the piece begins; empty for the beginning */
    Uni<Stretch> after(String id);

    /**
     * Makes an active account that nobody can log in to by password.
     *
     * @param key of the CMS user
     * @param fields by {@link Field} name, as {@link #rules()} gave them
     */
    Uni<Creation> create(String key, Map<String, String> fields);

    /**
     * Writes the given fields, reads the account back, and leaves out what the LMS refuses.
     *
     * @param changes by {@link Field} name, {@link Field#STATUS} and {@link Field#KEY} among them
     */
    Uni<Written> update(Account account, Map<String, String> changes);

    /** Deletes the account for good; one that is gone already is a success. */
    Uni<Void> delete(Account account);

    /** What the LMS can hold. */
    FieldRules rules();
}
