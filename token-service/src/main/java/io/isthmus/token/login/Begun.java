package io.isthmus.token.login;

import io.isthmus.token.verify.RefusalReport;

/** What became of a token at the door. */
sealed interface Begun {

    /** @param key for the browser */
    record Started(String key) implements Begun {}

    record Refused(RefusalReport report) implements Begun {}
}
