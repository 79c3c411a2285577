package io.isthmus.token.login;

/** What became of a token at the door. */
sealed interface Begun {

    /** @param key for the browser */
    record Started(String key) implements Begun {}

    record Refused(String reference) implements Begun {}
}
