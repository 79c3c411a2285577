package io.isthmus.usersync.account;

/** How a value of one side fits into a field of the other. */
public sealed interface Fit {

    /** @param text the value as the other side can hold it */
    record Value(String text) implements Fit {}

    /** Nothing is to be sent, and nobody needs to know. */
    record Skip() implements Fit {}

    /** @param reason why the other side cannot hold it, a reason code */
    record Refuse(String reason) implements Fit {}
}
