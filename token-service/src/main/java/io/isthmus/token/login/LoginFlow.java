package io.isthmus.token.login;

import io.isthmus.token.LmsConfig;
import io.isthmus.token.account.AccountGate;
import io.isthmus.token.account.Admission;
import io.isthmus.token.login.CmsVisitors.CmsVisitor;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.session.EndReason;
import io.isthmus.token.session.Session;
import io.isthmus.token.session.Sessions;
import io.isthmus.token.verify.Presentation;
import io.isthmus.token.verify.Refusal;
import io.isthmus.token.verify.RefusalReason;
import io.isthmus.token.verify.Refusals;
import io.isthmus.token.verify.Verification;
import io.isthmus.token.verify.VerifiedToken;
import io.isthmus.token.verify.Verifier;
import io.isthmus.token.wire.PresentedToken;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The way in: a token becomes a pending login, and that a session at the LMS. */
@Singleton
class LoginFlow {

    private final Verifier verifier;
    private final Refusals refusals;
    private final PendingLogins pending;
    private final Sessions sessions;
    private final CmsVisitors visitors;
    private final AccountGate gate;
    private final Entrance entrance;
    private final JustInTime justInTime;
    private final LmsConfig lms;
    private final RandomText random;
    private final Clock clock;

    @Inject
    LoginFlow(
            Verifier verifier,
            Refusals refusals,
            PendingLogins pending,
            Sessions sessions,
            CmsVisitors visitors,
            AccountGate gate,
            Entrance entrance,
            JustInTime justInTime,
            LmsConfig lms,
            RandomText random,
            Clock clock) {
        this.verifier = verifier;
        this.refusals = refusals;
        this.pending = pending;
        this.sessions = sessions;
        this.visitors = visitors;
        this.gate = gate;
        this.entrance = entrance;
        this.justInTime = justInTime;
        this.lms = lms;
        this.random = random;
        this.clock = clock;
    }

    /**
     * @param clientId whose token it must be; empty for anybody's
     * @param redirect what came beside the token; counts only if the token itself names no place
     * @param key what the browser holds of a login that has begun
     */
    Uni<Begun> begin(
            PresentedToken token,
            Optional<String> clientId,
            InetAddress remote,
            Optional<String> redirect,
            Optional<String> key) {
        var at = new Presentation(Set.of(lms.source()), clientId, () -> remote);
        return verifier.verify(token, at, verified -> reasonAgainst(redirect, verified))
                .flatMap(verification -> {
                    if (verification instanceof Verification.Refused refused) {
                        return refuse(refused.refusal(), token, remote, key);
                    }
                    return start(token, ((Verification.Accepted) verification).token(), redirect);
                });
    }

    /** The browser that used the token and hands it in again, by a second click or the back button, just goes on. */
    private Uni<Begun> refuse(Refusal refusal, PresentedToken token, InetAddress remote, Optional<String> key) {
        Uni<Boolean> again = refusal.reason() == RefusalReason.NONCE_USED && key.isPresent()
                ? pending.find(key.get())
                        .map(login ->
                                login.filter(begun -> begun.beganWith(token)).isPresent())
                : Uni.createFrom().item(false);
        return again.map(same ->
                same ? new Begun.Started(key.orElseThrow()) : new Begun.Refused(refusals.report(refusal, remote)));
    }

    private Uni<Begun> start(PresentedToken presented, VerifiedToken token, Optional<String> redirect) {
        String key = random.identifier();
        Optional<URI> target = token.target().or(() -> redirect.flatMap(text -> resolve(text, token)));
        return pending.save(key, PendingLogin.of(random.identifier(), presented, token, target, clock.instant()))
                .replaceWith(new Begun.Started(key));
    }

    private Optional<RefusalReason> reasonAgainst(Optional<String> redirect, VerifiedToken token) {
        boolean refused = redirect.isPresent() && resolve(redirect.get(), token).isEmpty();
        return refused ? Optional.of(RefusalReason.BAD_REDIRECT) : Optional.empty();
    }

    private Optional<URI> resolve(String redirect, VerifiedToken token) {
        return token.client().redirects().resolve(redirect, lms.site());
    }

    /**
     * The next step, as often as it is asked for.
     *
     * @param key what the browser holds of the login
     * @param sessionKey what the browser holds of a session
     * @param cookies what else the browser holds, by name
     */
    Uni<LoginStep> proceed(
            Optional<String> key, Optional<String> sessionKey, Function<String, Optional<String>> cookies) {
        if (key.isEmpty()) {
            return Uni.createFrom().item(new LoginStep.Gone());
        }
        return pending.find(key.get())
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().item(new LoginStep.Gone())
                        : sessions.find(sessionKey)
                                .flatMap(session -> present(found.get(), session, cookies)
                                        .flatMap(other -> other.isPresent()
                                                ? ask(other.get(), found.get())
                                                : proceed(key.get(), found.get(), session))));
    }

    /** @return the name of somebody else who is at this browser, by a session here or, without one, at the CMS */
    private Uni<Optional<String>> present(
            PendingLogin login, Optional<Session> session, Function<String, Optional<String>> cookies) {
        if (session.isPresent()) {
            return Uni.createFrom()
                    .item(session.filter(known -> !login.isOf(known.subject(), known.username()))
                            .map(Session::username));
        }
        return login.mayBeForeign()
                ? visitors.at(cookies)
                        .map(known -> known.filter(visitor -> !login.isOf(visitor.subject(), visitor.username()))
                                .map(CmsVisitor::username))
                : Uni.createFrom().item(Optional.empty());
    }

    private static Uni<LoginStep> ask(String current, PendingLogin login) {
        return Uni.createFrom()
                .item(new LoginStep.OtherPerson(current, login.user().claims().username()));
    }

    private Uni<LoginStep> proceed(String key, PendingLogin login, Optional<Session> session) {
        return gate.admit(login.subject(), login.mustAgree(), login.user().claims())
                .flatMap(admission -> admission instanceof Admission.Unknown && mayBeCreated(login)
                        ? justInTime
                                .account(login, () -> pending.save(key, login.asAnnounced()))
                                .flatMap(later -> later.map(known -> decide(key, login, session, known))
                                        .orElseGet(() -> Uni.createFrom().item(justInTime.stillWaiting(login))))
                        : decide(key, login, session, admission));
    }

    private Uni<LoginStep> decide(String key, PendingLogin login, Optional<Session> session, Admission admission) {
        if (admission instanceof Admission.Admitted admitted) {
            return entrance.enter(login, admitted, session);
        }
        RefusalReason reason = admission instanceof Admission.Denied denied ? denied.reason() : RefusalReason.NO_LINK;
        var refusal = new Refusal(
                reason,
                Optional.of(login.clientId()),
                Optional.ofNullable(login.format()),
                Optional.of(login.subject()));
        return pending.remove(key).map(removed -> new LoginStep.Refused(refusals.report(refusal)));
    }

    /** Goes on as the one the token is of, as the one at the browser wished; another person's session ends. */
    Uni<Void> switchPerson(String key, Optional<String> sessionKey) {
        Uni<Void> confirmed = pending.find(key)
                .flatMap(found -> found.map(login -> pending.save(key, login.asConfirmed()))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
        return sessionKey
                .map(other -> confirmed.call(done -> sessions.end(other, EndReason.REPLACED)))
                .orElse(confirmed);
    }

    /** Gives a login up. @return where who stays who they are goes on */
    Uni<URI> abandon(String key) {
        return pending.remove(key).replaceWith(lms.site());
    }

    /** Lets somebody who was stopped as going in circles try again. */
    Uni<Void> tryAgain(String key) {
        return pending.find(key)
                .flatMap(found -> found.map(entrance::forgetBounces)
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private boolean mayBeCreated(PendingLogin login) {
        return justInTime.enabled() && !login.mustAgree();
    }
}
