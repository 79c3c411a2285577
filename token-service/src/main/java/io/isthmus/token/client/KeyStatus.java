package io.isthmus.token.client;

/** What a key may be used for. */
public enum KeyStatus {
    /** Mints and verifies. */
    ACTIVE,
    /** Verifies only: before its time, or after it. */
    PASSIVE,
    /** Does nothing. */
    DISABLED
}
