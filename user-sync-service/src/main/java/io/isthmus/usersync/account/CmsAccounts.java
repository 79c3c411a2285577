package io.isthmus.usersync.account;

import io.smallrye.mutiny.Uni;
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

    /** What the CMS can hold. */
    FieldRules rules();
}
