package io.isthmus.usersync.account;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** Accounts of the LMS that are certain to be there: whoever cannot see them cannot see anybody. */
@FunctionalInterface
public interface KnownAccounts {

    /** @return LMS ids of a few accounts that are linked; empty while none is */
    Uni<List<String>> few();
}
