package io.isthmus.usersync.journal;

/** What a message turned out to be. */
sealed interface Reading {

    record Readable(Change change) implements Reading {}

    /** A well-formed event that is none of this service's business. */
    record Irrelevant() implements Reading {}

    /**
     * About people of another CMS or another LMS, for whom another instance of this service works.
     *
     * @param source the name that is none of ours
     */
    record Foreign(String source) implements Reading {}

    /** @param reason why it cannot be processed, a reason code */
    record Poison(String reason) implements Reading {}
}
