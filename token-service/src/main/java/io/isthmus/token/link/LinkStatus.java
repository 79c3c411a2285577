package io.isthmus.token.link;

/** What a link says of its account. */
public enum LinkStatus {
    LINKED,
    /** The account exists and may not be used. */
    SUSPENDED,
    UNLINKED
}
