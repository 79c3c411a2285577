package io.isthmus.token.account;

import io.smallrye.mutiny.Uni;
import java.util.List;

/** The accounts of the LMS. */
public interface LmsAccounts {

    /**
     * The accounts that bear an {@code idnumber}; there can be several, and none also where the token lost its
     * permission. Fails with {@link io.isthmus.token.Unavailable} if the LMS cannot be asked.
     */
    Uni<List<LmsAccount>> byIdnumber(String idnumber);
}
