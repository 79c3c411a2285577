package io.isthmus.token.client;

import io.isthmus.token.wire.WireFormat;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads which wire formats a client may use, and on what terms. */
final class FormatReader {

    private static final Pattern TEXT = Pattern.compile("[^\\p{Cntrl}]{1,200}");

    private final List<String> warnings;

    FormatReader(List<String> warnings) {
        this.warnings = warnings;
    }

    Map<WireFormat, FormatRule> formats(RegistryNode node, String client) {
        var formats = new LinkedHashMap<WireFormat, FormatRule>();
        node.list(0, entry -> {
            RegistryNode name = entry.isText()
                    ? entry
                    : entry.knowing("name", "sunset", "networks").get("name");
            Optional<WireFormat> format = name.required(TEXT).flatMap(WireFormat::of);
            if (format.isEmpty()) {
                name.problem("unknown format");
                return format;
            }
            FormatRule rule = entry.isText() ? FormatRule.LASTING : rule(entry);
            if (format.get().legacy() && rule.sunset().isEmpty()) {
                entry.problem("legacy format '" + format.get().label() + "' needs a sunset date");
            }
            if (format.get() == WireFormat.UNSIGNED && rule.networks().isEmpty()) {
                entry.problem("format 'unsigned' needs the networks it is taken from");
            }
            rule.sunset()
                    .ifPresent(end -> warnings.add(
                            "client '" + client + "': format '" + format.get().label() + "' is taken until " + end));
            formats.put(format.get(), rule);
            return format;
        });
        return formats;
    }

    private static FormatRule rule(RegistryNode entry) {
        Optional<Instant> sunset = entry.get("sunset").instant();
        return new FormatRule(sunset, entry.get("networks").list(0, FormatReader::network));
    }

    private static Optional<Network> network(RegistryNode node) {
        Optional<Network> network = node.required(TEXT).flatMap(Network::parse);
        if (network.isEmpty()) {
            node.problem("must be a network such as 192.0.2.0/24 or 2001:db8::/32");
        }
        return network;
    }
}
