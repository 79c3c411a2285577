package io.isthmus.token.verify;

import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;

/**
 * Where and for whom a token is handed in.
 *
 * @param audiences for one of which it must be
 * @param clientId the only client whose token is expected; empty for any
 * @param remote where it came from, as far as trusted proxies tell
 */
public record Presentation(Set<String> audiences, Optional<String> clientId, InetAddress remote) {

    public Presentation {
        audiences = Set.copyOf(audiences);
    }

    public static Presentation of(Set<String> audiences, InetAddress remote) {
        return new Presentation(audiences, Optional.empty(), remote);
    }
}
