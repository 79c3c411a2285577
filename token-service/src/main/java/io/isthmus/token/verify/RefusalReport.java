package io.isthmus.token.verify;

import java.time.Duration;
import java.util.Optional;

/**
 * What the refused may know.
 *
 * @param reference to quote
 * @param retryAfter how long to stay away, for who sent too many tokens that nobody made
 */
public record RefusalReport(String reference, Optional<Duration> retryAfter) {}
