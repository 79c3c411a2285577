package io.isthmus.token.verify;

import io.isthmus.token.client.Client;
import io.isthmus.token.client.SubjectRule;
import io.isthmus.token.wire.WireFormat;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/** Judges the claims of a token whose MAC held. */
final class ClaimRules {

    /** No colon, so that no uid equals {@code name:...} or breaks a key apart. */
    private static final String UID_SIGNS = "._@+-";

    private static final int MAX_UID = 64;

    private final TokenLimits limits;

    ClaimRules(TokenLimits limits) {
        this.limits = limits;
    }

    static boolean isUid(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (!letter && UID_SIGNS.indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_UID;
    }

    Verification judge(TokenContent content, Set<String> audiences, Instant now) {
        Client client = content.key().client();
        Optional<RefusalReason> reason = partyReason(content, client, audiences).or(() -> timeReason(content, now));
        if (reason.isPresent()) {
            return refused(reason.get(), content, Optional.empty());
        }
        Optional<String> username = Usernames.normalize(content.rawUsername());
        if (username.isEmpty()) {
            return refused(RefusalReason.BAD_USERNAME, content, Optional.empty());
        }
        if (content.user().cmsUid().filter(uid -> !isUid(uid)).isPresent()) {
            return refused(RefusalReason.BAD_UID, content, Optional.empty());
        }
        Optional<Subject> subject = subject(content, client, username.get());
        if (subject.isEmpty()) {
            return refused(RefusalReason.NO_SUBJECT, content, subject);
        }
        Optional<URI> target =
                content.redirect().flatMap(redirect -> client.redirects().resolve(redirect, limits.lms()));
        if (content.redirect().isPresent() && target.isEmpty()) {
            return refused(RefusalReason.BAD_REDIRECT, content, subject);
        }
        if (content.nonce().isEmpty() && mustHaveNonce(content.format())) {
            return refused(RefusalReason.NONCE_MISSING, content, subject);
        }
        return new Verification.Accepted(token(content, client, subject.get(), username.get(), target));
    }

    private static Optional<RefusalReason> partyReason(TokenContent content, Client client, Set<String> audiences) {
        if (content.issuer().filter(issuer -> !issuer.equals(client.id())).isPresent()) {
            return Optional.of(RefusalReason.WRONG_CLIENT);
        }
        Set<String> named = content.audiences().orElse(client.audiences());
        if (!client.audiences().containsAll(named) || Collections.disjoint(named, audiences)) {
            return Optional.of(RefusalReason.WRONG_AUDIENCE);
        }
        return Optional.empty();
    }

    private Optional<RefusalReason> timeReason(TokenContent content, Instant now) {
        Duration skew = limits.clockSkew();
        if (content.issuedAt().isAfter(now.plus(skew))) {
            return Optional.of(RefusalReason.NOT_YET_VALID);
        }
        Duration lifetime = Duration.between(content.issuedAt(), content.expiresAt());
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(limits.maxLifetime()) > 0) {
            return Optional.of(RefusalReason.LIFETIME_TOO_LONG);
        }
        boolean alive = now.isBefore(content.expiresAt().plus(skew));
        return alive ? Optional.empty() : Optional.of(RefusalReason.EXPIRED);
    }

    private static Optional<Subject> subject(TokenContent content, Client client, String username) {
        Optional<Subject> byUid = content.user().cmsUid().map(uid -> Subject.ofUid(client.source(), uid));
        if (byUid.isPresent() || client.subject() == SubjectRule.UID) {
            return byUid;
        }
        return Optional.of(Subject.ofUsername(client.source(), username));
    }

    private boolean mustHaveNonce(WireFormat format) {
        return format == WireFormat.JWE || format == WireFormat.SSOLOGIN && limits.nonceRequired();
    }

    private static VerifiedToken token(
            TokenContent content, Client client, Subject subject, String username, Optional<URI> target) {
        UserClaims raw = content.user();
        var user = new UserClaims(
                raw.cmsUid(),
                username,
                raw.email(),
                raw.emailVerified(),
                raw.firstName(),
                raw.lastName(),
                raw.locale(),
                raw.city(),
                raw.country());
        return new VerifiedToken(
                client,
                content.format(),
                content.format() == WireFormat.UNSIGNED
                        ? content.macNonce()
                        : content.nonce().orElse(content.macNonce()),
                content.issuedAt(),
                content.expiresAt(),
                content.redirect(),
                target,
                subject,
                user);
    }

    private static Verification refused(RefusalReason reason, TokenContent content, Optional<Subject> subject) {
        return new Verification.Refused(
                new Refusal(reason, Optional.of(content.key().client().id()), Optional.of(content.format()), subject));
    }
}
