package io.isthmus.token.login;

import io.isthmus.token.account.Admission;
import io.isthmus.token.account.LmsAccount;
import io.isthmus.token.link.Link;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.session.Session;
import io.isthmus.token.session.Sessions;
import io.isthmus.token.verify.Subject;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** The last step: a one-time URL of the LMS and an Isthmus session. */
@Singleton
class Entrance {

    private final LmsDoor door;
    private final Sessions sessions;
    private final RedisBounces bounces;
    private final RandomText random;
    private final Clock clock;
    private final MeterRegistry meters;

    @Inject
    Entrance(
            LmsDoor door,
            Sessions sessions,
            RedisBounces bounces,
            RandomText random,
            Clock clock,
            MeterRegistry meters) {
        this.door = door;
        this.sessions = sessions;
        this.bounces = bounces;
        this.random = random;
        this.clock = clock;
        this.meters = meters;
    }

    /** @param session the same person's, if the browser has one */
    Uni<LoginStep> enter(PendingLogin login, Admission.Admitted admitted, Optional<Session> session) {
        return bounces.isLoop(login)
                .flatMap(loop -> loop
                        ? Uni.createFrom().item(new LoginStep.Looping())
                        : door.open(admitted.account(), login.destination())
                                .flatMap(url -> withSession(url, login, admitted, session)));
    }

    Uni<Void> forgetBounces(PendingLogin login) {
        return bounces.forget(login);
    }

    private Uni<LoginStep> withSession(
            URI url, PendingLogin login, Admission.Admitted admitted, Optional<Session> session) {
        meters.counter("isthmus.logins", "adapter", door.name()).increment();
        if (session.isPresent()) {
            return Uni.createFrom().item(new LoginStep.Enter(url, Optional.empty()));
        }
        return sessions.start(session(login, admitted.link(), admitted.account()), door.name())
                .map(key -> new LoginStep.Enter(url, Optional.of(key)));
    }

    private Session session(PendingLogin login, Link link, LmsAccount account) {
        return new Session(
                random.identifier(),
                Subject.ofUid(link.cmsSource(), link.cmsUid()),
                login.user().claims().username(),
                link.lmsSource(),
                link.lmsUserId(),
                account.auth(),
                login.clientId(),
                clock.instant());
    }
}
