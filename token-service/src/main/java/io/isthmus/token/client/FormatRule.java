package io.isthmus.token.client;

import java.time.Instant;
import java.util.Optional;

/**
 * On what terms a client uses a wire format.
 *
 * @param sunset when a legacy format ends; empty for the others
 */
public record FormatRule(Optional<Instant> sunset) {

    static final FormatRule LASTING = new FormatRule(Optional.empty());

    public boolean isOver(Instant now) {
        return sunset.map(end -> !now.isBefore(end)).orElse(false);
    }
}
