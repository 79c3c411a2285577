package io.isthmus.usersync.account;

import io.smallrye.mutiny.Uni;
import java.util.Optional;

/** Accounts of the LMS that are certain to be there: whoever cannot see them cannot see anybody. */
@FunctionalInterface
public interface KnownAccounts {

    /** @return the LMS id of an account that is linked; empty while none is */
    Uni<Optional<String>> any();
}
