package io.isthmus.token.backchannel;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.token.client.Clients;
import io.isthmus.token.client.LogoutIssuer;
import io.isthmus.token.nonce.JwtIds;
import io.isthmus.token.oauth.LogoutTokens;
import io.isthmus.token.session.EndReason;
import io.isthmus.token.session.Sessions;
import io.isthmus.token.verify.Refusal;
import io.isthmus.token.verify.RefusalReason;
import io.isthmus.token.verify.Subject;
import io.isthmus.token.wire.SignedJwt;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;

/**
 * Judges logout tokens of registered issuers (OpenID Connect Back-Channel Logout 1.0 §2.6) and ends what they name:
 * {@code sub} is a CMS uid, {@code sid} that of an Isthmus session as events and logout tokens out have it.
 */
@Singleton
class ReceivedLogouts {

    private static final int MAX_LENGTH = 8 * 1024;
    private static final Set<String> TYPES = Set.of("", "JWT", LogoutTokens.TYPE);

    private final Clients clients;
    private final JwtIds ids;
    private final Sessions sessions;

    @Inject
    ReceivedLogouts(Clients clients, JwtIds ids, Sessions sessions) {
        this.clients = clients;
        this.ids = ids;
        this.sessions = sessions;
    }

    /** @return why nothing was done; empty if nobody it names has a session any more */
    Uni<Optional<Refusal>> receive(String logoutToken) {
        Optional<LogoutIssuer> issuer = logoutToken.length() > MAX_LENGTH
                ? Optional.empty()
                : SignedJwt.unproved(logoutToken, "iss")
                        .flatMap(id -> clients.current().issuer(id));
        if (issuer.isEmpty()) {
            return refused(RefusalReason.UNKNOWN_KEY);
        }
        Optional<SignedJwt> jwt = issuer.get().keys().open(logoutToken);
        if (jwt.isEmpty()) {
            return refused(RefusalReason.BAD_MAC);
        }
        if (!isLogoutToken(jwt.get())) {
            return refused(RefusalReason.BAD_CLAIM);
        }
        if (!jwt.get().audiences().equals(Set.of(issuer.get().audience()))) {
            return refused(RefusalReason.WRONG_AUDIENCE);
        }
        return ids.use("issuer/" + issuer.get().id(), jwt.get())
                .flatMap(fresh -> fresh
                        ? end(issuer.get().source(), jwt.get()).replaceWith(Optional.<Refusal>empty())
                        : refused(RefusalReason.NONCE_USED));
    }

    private static boolean isLogoutToken(SignedJwt jwt) {
        JsonNode events = jwt.member("events");
        return TYPES.contains(jwt.type())
                && jwt.has("iat")
                && jwt.has("exp")
                && !jwt.has("nonce")
                && events.isObject()
                && events.path(LogoutTokens.EVENT).isObject()
                && (!jwt.has("sub") || jwt.text("sub").isPresent())
                && (!jwt.has("sid") || jwt.text("sid").isPresent())
                && (jwt.has("sub") || jwt.has("sid"));
    }

    private Uni<?> end(String source, SignedJwt jwt) {
        Optional<Subject> subject = jwt.text("sub").map(uid -> Subject.ofUid(source, uid));
        Optional<String> sid = jwt.text("sid");
        if (sid.isEmpty()) {
            return sessions.endAll(subject.orElseThrow(), EndReason.BACKCHANNEL);
        }
        return sessions.findBySid(source, sid.get())
                .map(found -> found.filter(
                        session -> subject.isEmpty() || session.subject().equals(subject.get())))
                .flatMap(found -> found.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : sessions.endBySid(source, sid.get(), EndReason.BACKCHANNEL));
    }

    private static Uni<Optional<Refusal>> refused(RefusalReason reason) {
        return Uni.createFrom().item(Optional.of(Refusal.of(reason)));
    }
}
