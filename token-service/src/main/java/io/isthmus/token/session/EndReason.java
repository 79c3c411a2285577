package io.isthmus.token.session;

import java.util.Locale;

/** Why a session is over. */
public enum EndReason {
    LOGOUT,
    SUSPENDED,
    UNLINKED,
    REPLACED;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
