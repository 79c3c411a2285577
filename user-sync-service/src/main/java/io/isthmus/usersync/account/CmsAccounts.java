package io.isthmus.usersync.account;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;

/** The users of the CMS. Every method may fail with {@link RemoteFault}. */
public interface CmsAccounts {

    Uni<Lookup> byId(String uid);

    /** By login name, spelt exactly so. */
    Uni<Lookup> byUsername(String username);

    /**
     * Writes the given fields, reads the account back, and leaves out what the CMS refuses.
     *
     * @param changes by {@link Field} name, {@link Field#STATUS} among them
     */
    Uni<Written> update(Account account, Map<String, String> changes);

    /** Accounts that have the handle, the login name or the address, each spelt exactly so. */
    Uni<List<Account>> like(String handle, String username, String email);

    /**
     * Makes an active account without a password.
     *
     * @param handle wanted for it, so that a second try makes no second account
     * @param fields by {@link Field} name, as {@link #rules()} gave them
     */
    Uni<Creation> create(String handle, Map<String, String> fields);

    /** @param uid after which the piece begins; empty for the beginning */
    Uni<Stretch> after(String uid);

    /**
     * A page of the accounts that changed after a moment, the first changed first.
     *
     * @param changed Unix time in seconds
     * @param uid accounts that changed in just that second count if their uid is greater
     * @return empty after the last page; every account says when it changed
     */
    Uni<List<Account>> changedAfter(long changed, String uid);

    /** What the CMS can hold. */
    FieldRules rules();
}
