package io.isthmus.token.verify;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Where and for whom a token is handed in.
 *
 * @param audiences for one of which it must be
 * @param clientId the only client whose token is expected; empty for any
 * @param from where it came from, as far as trusted proxies tell; asked only when it matters
 */
public record Presentation(Set<String> audiences, Optional<String> clientId, Supplier<InetAddress> from) {

    public Presentation {
        audiences = Set.copyOf(audiences);
    }

    /** A token of any client. */
    public static Presentation of(Set<String> audiences, Supplier<InetAddress> from) {
        return new Presentation(audiences, Optional.empty(), from);
    }

    InetAddress remote() {
        return from.get();
    }
}
