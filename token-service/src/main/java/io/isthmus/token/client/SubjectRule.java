package io.isthmus.token.client;

/** Whose a token is that names no CMS uid. */
public enum SubjectRule {
    /** Nobody's: it is refused. */
    UID,
    /** The person's whose CMS username it bears, within the client's source. */
    USERNAME
}
