package io.isthmus.token.backchannel;

import io.isthmus.token.session.Session;
import io.isthmus.token.verify.Subject;
import java.time.Instant;
import java.util.Optional;

/**
 * What a client is to be told.
 *
 * @param sid of the session that is over; names the notice too
 * @param attempts how often it was tried
 * @param problem why the last try failed, such as {@code status 500}
 */
record Notice(String sid, Subject subject, Instant createdAt, int attempts, Optional<String> problem) {

    static Notice of(Session session, Instant now) {
        return new Notice(session.sid(), session.subject(), now, 0, Optional.empty());
    }

    Notice failed(String why) {
        return new Notice(sid, subject, createdAt, attempts + 1, Optional.of(why));
    }

    /** @return the same with all its tries before it */
    Notice fresh() {
        return new Notice(sid, subject, createdAt, 0, problem);
    }

    @Override
    public String toString() {
        return "Notice[hidden]";
    }
}
