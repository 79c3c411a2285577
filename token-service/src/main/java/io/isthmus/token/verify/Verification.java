package io.isthmus.token.verify;

/** What came of looking at a token. */
public sealed interface Verification {

    record Accepted(VerifiedToken token) implements Verification {}

    record Refused(Refusal refusal) implements Verification {

        Refused(RefusalReason reason) {
            this(Refusal.of(reason));
        }
    }
}
