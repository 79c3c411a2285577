package io.isthmus.testbed.portal.session;

import io.isthmus.testbed.portal.people.PortalUser;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking.
 *
 * @param user null = nobody, also with a wrong password or a blocked account
 * @param session the one of the request's cookie, also when the user came by Basic authentication
 * @param triedBasic whether there was an {@code Authorization: Basic} header
 * @param sentCookie whether there was a session cookie, known or not
 */
public record Caller(@Nullable PortalUser user, @Nullable Session session, boolean triedBasic, boolean sentCookie) {

    public boolean anonymous() {
        return user == null;
    }

    public boolean administersUsers() {
        return user != null && user.administersUsers();
    }

    /** @return whether it is the account itself that asks */
    public boolean is(PortalUser other) {
        return user != null && user.uid() == other.uid();
    }
}
