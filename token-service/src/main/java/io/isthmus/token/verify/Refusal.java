package io.isthmus.token.verify;

import io.isthmus.token.wire.WireFormat;
import java.util.Optional;

/** A refusal, with what could be told of the token when it came to it. */
public record Refusal(
        RefusalReason reason, Optional<String> clientId, Optional<WireFormat> format, Optional<Subject> subject) {

    public static Refusal of(RefusalReason reason) {
        return new Refusal(reason, Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Refusal of(RefusalReason reason, VerifiedToken token) {
        return new Refusal(
                reason, Optional.of(token.client().id()), Optional.of(token.format()), Optional.of(token.subject()));
    }
}
