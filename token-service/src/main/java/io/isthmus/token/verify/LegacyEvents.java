package io.isthmus.token.verify;

import java.time.Instant;

/** Tells that a client still uses a format that ends; never waits and never fails. */
public interface LegacyEvents {

    /**
     * @param format a label of {@link io.isthmus.token.wire.WireFormat}
     * @param sunset when it is taken no more
     */
    void legacyUsed(String clientId, String format, Instant sunset);
}
