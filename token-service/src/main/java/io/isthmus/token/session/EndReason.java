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

    /** @return whether clients are told; that time has passed is no wish of anybody to leave */
    boolean isTold() {
        return this != EXPIRED;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
