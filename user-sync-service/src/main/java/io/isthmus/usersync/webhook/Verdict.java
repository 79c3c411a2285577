package io.isthmus.usersync.webhook;

import io.isthmus.usersync.journal.Message;

/** What becomes of a request. */
sealed interface Verdict {

    /** It goes into the journal. */
    record Taken(Message message) implements Verdict {}

    /** It is in order, and none of this service's business. */
    record Ignored() implements Verdict {}

    record TooLarge() implements Verdict {}

    /** @param reason a reason code for the metric; whoever sent it is not told */
    record Refused(String reason) implements Verdict {}
}
