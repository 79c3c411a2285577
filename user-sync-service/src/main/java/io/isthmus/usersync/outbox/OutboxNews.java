package io.isthmus.usersync.outbox;

/** To be told that a transaction with events in it has committed, so that they leave at once. */
@FunctionalInterface
public interface OutboxNews {

    void committed();
}
