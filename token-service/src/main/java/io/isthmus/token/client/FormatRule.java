package io.isthmus.token.client;

import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * On what terms a client uses a wire format.
 *
 * @param sunset when a legacy format ends; empty for the others
 * @param networks from where alone it is taken; empty for anywhere
 */
public record FormatRule(Optional<Instant> sunset, List<Network> networks) {

    static final FormatRule LASTING = new FormatRule(Optional.empty(), List.of());

    public FormatRule {
        networks = List.copyOf(networks);
    }

    public boolean isOver(Instant now) {
        return sunset.map(end -> !now.isBefore(end)).orElse(false);
    }

    public boolean takesFrom(InetAddress address) {
        return networks.isEmpty() || networks.stream().anyMatch(network -> network.contains(address));
    }
}
