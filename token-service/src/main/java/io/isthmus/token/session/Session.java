package io.isthmus.token.session;

import io.isthmus.token.event.SessionFacts;
import io.isthmus.token.verify.Subject;
import java.time.Instant;

/**
 * A person's Isthmus session in one browser.
 *
 * @param sid its name in events; not what opens it
 * @param subject by CMS uid
 * @param username shown to the person themselves, nowhere else
 * @param lmsAuth Moodle's authentication plugin of the account, which decides how to log out there
 */
public record Session(
        String sid,
        Subject subject,
        String username,
        String lmsSource,
        String lmsUserId,
        String lmsAuth,
        String clientId,
        Instant startedAt) {

    public SessionFacts facts() {
        return new SessionFacts(sid, subject, lmsSource, lmsUserId);
    }

    @Override
    public String toString() {
        return "Session[hidden]";
    }
}
