package io.isthmus.token.verify;

import java.util.Locale;

/** Why a token or a person was refused. For metrics, events and logs; callers never learn it. */
public enum RefusalReason {
    TOO_LARGE,
    MALFORMED,
    UNKNOWN_KEY,
    BAD_MAC,
    NOT_DECRYPTABLE,
    BAD_JSON,
    BAD_CLAIM,
    WRONG_CLIENT,
    WRONG_AUDIENCE,
    NOT_YET_VALID,
    EXPIRED,
    LIFETIME_TOO_LONG,
    BAD_USERNAME,
    BAD_UID,
    NO_SUBJECT,
    BAD_REDIRECT,
    NONCE_MISSING,
    NONCE_USED,
    BEFORE_EPOCH,
    NO_LINK,
    LINK_AMBIGUOUS,
    LINK_SUSPENDED,
    LINK_CONFLICT,
    CMS_BLOCKED,
    ACCOUNT_MISSING,
    ACCOUNT_AMBIGUOUS,
    ACCOUNT_OTHER,
    ACCOUNT_SUSPENDED,
    ACCOUNT_UNCONFIRMED,
    ACCOUNT_NO_LOGIN,
    ACCOUNT_DENIED,
    ACCOUNT_PRIVILEGED,
    LOOP;

    /** @return whether the token was refused before a MAC held: anybody could have made it up */
    public boolean beforeMac() {
        return this == TOO_LARGE || this == MALFORMED || this == UNKNOWN_KEY || this == BAD_MAC;
    }

    /** @return the code in metrics, events and logs */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
