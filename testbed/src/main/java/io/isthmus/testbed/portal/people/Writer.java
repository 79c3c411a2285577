package io.isthmus.testbed.portal.people;

/** Who changes an account. */
public enum Writer {

    /** Somebody at the pages or at the JSON:API with an account of their own. */
    PERSON,

    /** A program with the connector role; where its change began is not known here. */
    CONNECTOR,

    /** The site itself, or a test. */
    SITE
}
