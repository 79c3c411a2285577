package io.isthmus.token.login;

import io.isthmus.token.redis.RedisKeys;
import io.isthmus.token.verify.Subject;
import io.isthmus.token.verify.UserView;
import io.isthmus.token.verify.VerifiedToken;
import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.WireFormat;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A login whose token was used up and that has yet to reach the LMS.
 *
 * @param loginId its name in events
 * @param tokenHash of the token as it was handed in; null if there was none
 * @param format of the token; null if there was none
 * @param source the CMS
 * @param subjectId as in {@link Subject}
 * @param target where at the LMS; null for its start page
 * @param announced whether user-sync-service was asked for an account
 * @param confirmed whether the one at the browser said that this is to be their login
 */
@RegisterForReflection(targets = {PendingLogin.class, WireFormat.class})
record PendingLogin(
        String loginId,
        String clientId,
        @Nullable String tokenHash,
        @Nullable WireFormat format,
        String source,
        String subjectId,
        UserView user,
        @Nullable String target,
        Instant createdAt,
        boolean announced,
        boolean confirmed) {

    static PendingLogin of(
            String loginId, PresentedToken presented, VerifiedToken token, Optional<URI> target, Instant now) {
        return new PendingLogin(
                loginId,
                token.client().id(),
                RedisKeys.hash(presented.text()),
                token.format(),
                token.subject().source(),
                token.subject().id(),
                UserView.of(token.user()),
                target.map(URI::toString).orElse(null),
                now,
                false,
                false);
    }

    PendingLogin asAnnounced() {
        return with(true, confirmed);
    }

    PendingLogin asConfirmed() {
        return with(announced, true);
    }

    private PendingLogin with(boolean nowAnnounced, boolean nowConfirmed) {
        return new PendingLogin(
                loginId,
                clientId,
                tokenHash,
                format,
                source,
                subjectId,
                user,
                target,
                createdAt,
                nowAnnounced,
                nowConfirmed);
    }

    /** @return whether somebody could have sent it to the one at the browser */
    boolean mayBeForeign() {
        return tokenHash != null && !confirmed;
    }

    /** @return whether it is this person's, who may be known to it by the name alone */
    boolean isOf(Subject person, String username) {
        boolean sameName = subject().isByName() && person.source().equals(source) && username.equals(user.username());
        return sameName || person.equals(subject());
    }

    /** @return whether it began with this very token */
    boolean beganWith(PresentedToken presented) {
        return RedisKeys.hash(presented.text()).equals(tokenHash);
    }

    /** @return whether what the token says of the person has to agree with the account */
    boolean mustAgree() {
        return format != null && format.malleable();
    }

    Subject subject() {
        return new Subject(source, subjectId);
    }

    Optional<URI> destination() {
        return Optional.ofNullable(target).map(URI::create);
    }

    @Override
    public String toString() {
        return "PendingLogin[hidden]";
    }
}
