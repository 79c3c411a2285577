package io.isthmus.token.issue;

import io.isthmus.token.wire.PresentedToken;
import io.isthmus.token.wire.WireFormat;
import java.time.Instant;

/** A new token. */
record MintedToken(WireFormat format, PresentedToken token, String jti, Instant issuedAt, Instant expiresAt) {}
