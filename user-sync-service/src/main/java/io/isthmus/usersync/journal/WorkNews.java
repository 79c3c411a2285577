package io.isthmus.usersync.journal;

/** To be told that entries have been made, so that they are worked on at once. */
@FunctionalInterface
public interface WorkNews {

    void arrived();
}
