package io.isthmus.token.session;

import java.util.Locale;

/** Why a session is over. */
public enum EndReason {
    /** The person left. */
    LOGOUT,
    /** Where the person logged in says so. */
    BACKCHANNEL,
    /** Its time is over. */
    EXPIRED,
    SUSPENDED,
    UNLINKED,
    /** The person is to be forgotten. */
    ERASED,
    ADMINISTRATOR,
    /** Somebody else went on in the same browser. */
    REPLACED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
