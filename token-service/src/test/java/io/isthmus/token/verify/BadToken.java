package io.isthmus.token.verify;

import io.isthmus.token.wire.PresentedToken;

/**
 * A token that must be refused.
 *
 * @param reason what the log says of it
 */
record BadToken(String name, RefusalReason reason, PresentedToken token) {

    @Override
    public String toString() {
        return name;
    }
}
