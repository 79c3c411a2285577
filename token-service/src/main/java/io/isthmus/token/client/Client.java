package io.isthmus.token.client;

import io.isthmus.token.secret.SecretBytes;
import io.isthmus.token.wire.PublicKeys;
import io.isthmus.token.wire.WireFormat;
import java.net.InetAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A party that may mint or verify.
 *
 * @param source the CMS whose people it speaks for
 * @param audiences for whom its tokens may be, and whose tokens it may verify
 * @param credential what authenticates it to the API; never one of its keys
 * @param publicKeys what its own key authenticates it by instead (RFC 7523)
 * @param backchannelLogout where it is told that a session is over
 */
public record Client(
        String id,
        String name,
        String source,
        Set<String> audiences,
        Set<String> scopes,
        Optional<SecretBytes> credential,
        Optional<PublicKeys> publicKeys,
        Optional<URI> backchannelLogout,
        Map<WireFormat, FormatRule> formats,
        SubjectRule subject,
        RedirectRules redirects,
        List<ClientKey> keys) {

    public Client {
        audiences = Set.copyOf(audiences);
        scopes = Set.copyOf(scopes);
        formats = Map.copyOf(formats);
        keys = List.copyOf(keys);
    }

    public boolean mayUse(WireFormat format, Instant now) {
        FormatRule rule = formats.get(format);
        return rule != null && !rule.isOver(now);
    }

    /** @return whether a format that may come from some networks only came from one of them */
    public boolean mayUse(WireFormat format, Instant now, InetAddress remote) {
        FormatRule rule = formats.get(format);
        return rule != null && !rule.isOver(now) && rule.takesFrom(remote);
    }

    /** @return the first active key in the order of the registry */
    public Optional<ClientKey> mintingKey(Instant now) {
        return keys.stream().filter(key -> key.mints(now)).findFirst();
    }
}
