package io.isthmus.token.oauth;

import io.isthmus.token.account.AccountGate;
import io.isthmus.token.account.Admission;
import io.isthmus.token.client.Caller;
import io.isthmus.token.client.Clients;
import io.isthmus.token.http.OAuthProblem;
import io.isthmus.token.verify.Presentation;
import io.isthmus.token.verify.Refusal;
import io.isthmus.token.verify.RefusalReason;
import io.isthmus.token.verify.RefusalReport;
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
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Exchanges a person's SSO token for an access token of theirs (RFC 8693). */
@Singleton
class TokenExchange {

    static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    /** A token of the format jwe. */
    private static final String JWT = "urn:ietf:params:oauth:token-type:jwt";

    /** A token of the format ssologin: {@code data}, a dot, {@code sig}. */
    private static final String SSOLOGIN = "urn:isthmus:params:oauth:token-type:ssologin";

    private final Clients clients;
    private final Verifier verifier;
    private final Refusals refusals;
    private final AccountGate gate;
    private final AccessTokens accessTokens;

    @Inject
    TokenExchange(Clients clients, Verifier verifier, Refusals refusals, AccountGate gate, AccessTokens accessTokens) {
        this.clients = clients;
        this.verifier = verifier;
        this.refusals = refusals;
        this.gate = gate;
        this.accessTokens = accessTokens;
    }

    /** @param sunset when tokens of this format are taken no more */
    record Exchanged(String accessToken, Set<String> scopes, Optional<Instant> sunset) {

        @Override
        public String toString() {
            return "Exchanged[hidden]";
        }
    }

    Uni<Exchanged> exchange(Caller caller, TokenForm form, InetAddress remote) {
        if (!caller.may("token:exchange")) {
            throw OAuthProblem.badRequest("unauthorized_client", "This needs the scope token:exchange.");
        }
        if (form.get("requested_token_type")
                .filter(type -> !type.equals(ACCESS_TOKEN))
                .isPresent()) {
            throw OAuthProblem.badRequest("invalid_request", "Only access tokens are given.");
        }
        Set<String> scopes = form.scopesWithin(personScopes(caller));
        Presentation at = Presentation.of(caller.client().audiences(), () -> remote);
        return verifier.verify(token(form), at).flatMap(verification -> {
            if (verification instanceof Verification.Refused refused) {
                RefusalReport report = refusals.report(refused.refusal(), remote);
                throw report.retryAfter()
                        .map(OAuthProblem::tooManyFailures)
                        .orElseGet(() -> OAuthProblem.invalidGrant(report.reference()));
            }
            return issue(caller, ((Verification.Accepted) verification).token(), scopes);
        });
    }

    private Uni<Exchanged> issue(Caller caller, VerifiedToken token, Set<String> scopes) {
        if (!token.client().source().equals(caller.client().source())) {
            throw refused(Refusal.of(RefusalReason.WRONG_CLIENT, token));
        }
        return gate.admit(token.subject(), token.format().malleable(), token.user())
                .map(admission -> {
                    if (admission instanceof Admission.Admitted admitted) {
                        Subject subject = Subject.ofUid(
                                admitted.link().cmsSource(), admitted.link().cmsUid());
                        if (clients.current().isClient(subject.id())) {
                            throw refused(Refusal.of(RefusalReason.BAD_UID, token));
                        }
                        return new Exchanged(
                                accessTokens.ofPerson(caller.client(), subject, scopes), scopes, token.sunset());
                    }
                    RefusalReason reason =
                            admission instanceof Admission.Denied denied ? denied.reason() : RefusalReason.NO_LINK;
                    throw refused(Refusal.of(reason, token));
                });
    }

    /** What a client may do about tokens is not handed on to people. */
    private static Set<String> personScopes(Caller caller) {
        return caller.client().scopes().stream()
                .filter(scope -> !scope.startsWith("token:"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static PresentedToken token(TokenForm form) {
        String token = form.required("subject_token");
        String type = form.required("subject_token_type");
        if (type.equals(JWT)) {
            return new PresentedToken.Compact(token);
        }
        int dot = token.indexOf('.');
        if (!type.equals(SSOLOGIN)) {
            throw OAuthProblem.badRequest("invalid_request", "subject_token_type is " + JWT + " or " + SSOLOGIN + ".");
        }
        return dot < 0
                ? new PresentedToken.Signed(token, null)
                : new PresentedToken.Signed(token.substring(0, dot), token.substring(dot + 1));
    }

    private OAuthProblem refused(Refusal refusal) {
        return OAuthProblem.invalidGrant(refusals.report(refusal));
    }
}
