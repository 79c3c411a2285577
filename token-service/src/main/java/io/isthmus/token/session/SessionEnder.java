package io.isthmus.token.session;

import io.isthmus.token.link.Link;
import io.isthmus.token.link.LinkChanged;
import io.isthmus.token.link.LinkStatus;
import io.isthmus.token.verify.Subject;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Ends the sessions of whoever is suspended or unlinked. Every replica hears of it; one of them ends each session. */
@Singleton
public class SessionEnder {

    private static final Logger LOG = Logger.getLogger(SessionEnder.class);

    private final Sessions sessions;

    @Inject
    public SessionEnder(Sessions sessions) {
        this.sessions = sessions;
    }

    void heard(@Observes LinkChanged change) {
        if (change.link().isEmpty()) {
            end(subjectOf(change.key()), EndReason.UNLINKED);
            return;
        }
        Link link = change.link().get();
        if (link.status() != LinkStatus.LINKED) {
            EndReason reason = link.status() == LinkStatus.SUSPENDED ? EndReason.SUSPENDED : EndReason.UNLINKED;
            end(Subject.ofUid(link.cmsSource(), link.cmsUid()), reason);
        }
    }

    private void end(Subject subject, EndReason reason) {
        sessions.endAll(subject, reason)
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("sessions not ended: %s", failure.getMessage()));
    }

    /** The person of {@code cmsSource:uid:lmsSource}. */
    private static Subject subjectOf(String key) {
        String[] parts = key.split(":", -1);
        return Subject.ofUid(parts[0], parts.length > 1 ? parts[1] : "");
    }
}
