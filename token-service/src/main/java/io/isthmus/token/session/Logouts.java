package io.isthmus.token.session;

import io.isthmus.token.LmsConfig;
import io.isthmus.token.link.Link;
import io.isthmus.token.link.Links;
import io.isthmus.token.redis.ExpiringValues;
import io.isthmus.token.redis.RedisCommands;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.verify.Presentation;
import io.isthmus.token.verify.Refusals;
import io.isthmus.token.verify.Subject;
import io.isthmus.token.verify.Verification;
import io.isthmus.token.verify.VerifiedToken;
import io.isthmus.token.verify.Verifier;
import io.isthmus.token.wire.PresentedToken;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The way out. A client's wish comes as a token of the person, perhaps from another site, where the browser sends no
 * session along; so the wish waits for a moment behind a cookie until the browser asks for itself.
 */
@Singleton
class Logouts {

    /** How long a wish waits for its browser. */
    static final Duration WAIT = Duration.ofMinutes(1);

    private static final String USERKEY = "userkey";

    private final Verifier verifier;
    private final Refusals refusals;
    private final Sessions sessions;
    private final Links links;
    private final ExpiringValues wishes;
    private final RandomText random;
    private final LmsConfig lms;
    private final String lmsReturn;

    @Inject
    Logouts(
            Verifier verifier,
            Refusals refusals,
            Sessions sessions,
            Links links,
            RedisCommands redis,
            RandomText random,
            LmsConfig lms,
            SessionConfig config) {
        this.verifier = verifier;
        this.refusals = refusals;
        this.sessions = sessions;
        this.links = links;
        this.wishes = new ExpiringValues(redis, "isthmus:logout:", WAIT);
        this.random = random;
        this.lms = lms;
        this.lmsReturn = config.lmsReturn();
    }

    /** A client's wish: the key under which it waits, or nothing. */
    sealed interface Wish {
        record Waiting(String key) implements Wish {}

        record Refused() implements Wish {}
    }

    Uni<Wish> wish(PresentedToken token, InetAddress remote) {
        return verifier.verify(token, Presentation.of(Set.of(lms.source()), () -> remote))
                .flatMap(verification -> {
                    if (verification instanceof Verification.Refused refused) {
                        refusals.report(refused.refusal(), remote);
                        return Uni.createFrom().item(new Wish.Refused());
                    }
                    return person(((Verification.Accepted) verification).token())
                            .flatMap(this::keep);
                });
    }

    private Uni<Wish> keep(Subject subject) {
        String key = random.identifier();
        return wishes.save(key, subject.key()).replaceWith(new Wish.Waiting(key));
    }

    /** A session's subject is by uid; a token may know no more than the username. */
    private Uni<Subject> person(VerifiedToken token) {
        Subject subject = token.subject();
        if (!subject.isByName()) {
            return Uni.createFrom().item(subject);
        }
        return links.find(subject, lms.source()).map(found -> found.size() == 1 ? uid(found.get(0)) : subject);
    }

    private static Subject uid(Link link) {
        return Subject.ofUid(link.cmsSource(), link.cmsUid());
    }

    /** @return whether a wish waits that is for this session's person; it is used up */
    Uni<Boolean> isWished(Optional<String> wishKey, Session session) {
        if (wishKey.isEmpty()) {
            return Uni.createFrom().item(false);
        }
        return wishes.take(wishKey.get())
                .map(key -> key.equals(Optional.of(session.subject().key())));
    }

    /** Ends the session; where to go next, if the LMS can be left by a link. */
    Uni<Optional<URI>> end(String sessionKey) {
        return sessions.end(sessionKey, EndReason.LOGOUT)
                .map(ended -> ended.filter(session -> session.lmsAuth().equals(USERKEY))
                        .map(session -> userkeyLogout()));
    }

    /** auth_userkey's logout; it answers 404 for accounts that are not its own. */
    private URI userkeyLogout() {
        return URI.create(base() + "/auth/userkey/logout.php?return=" + lmsReturn);
    }

    /** Moodle's own page, which asks before it does anything. */
    URI lmsLogout() {
        return URI.create(base() + "/login/logout.php");
    }

    private String base() {
        String site = lms.site().toString();
        return site.endsWith("/") ? site.substring(0, site.length() - 1) : site;
    }
}
