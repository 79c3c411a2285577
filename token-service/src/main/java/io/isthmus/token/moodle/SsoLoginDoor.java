package io.isthmus.token.moodle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.isthmus.token.account.LmsAccount;
import io.isthmus.token.client.Origin;
import io.isthmus.token.login.LmsDoor;
import io.isthmus.token.secret.RandomText;
import io.isthmus.token.wire.AesCbc;
import io.isthmus.token.wire.PresentedToken.Signed;
import io.isthmus.token.wire.SsoLoginCodec;
import io.isthmus.token.wire.SsoLoginKey;
import io.isthmus.token.wire.StrictJson;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;

/**
 * The plugin local_ssologin: a v3 token with the LMS's own secret. It holds the username just read from the LMS and
 * nothing else of the person: the plugin falls back to the e-mail and renames whom it finds by it, and would write
 * profile fields.
 */
final class SsoLoginDoor implements LmsDoor {

    private final SsoLoginKey key;
    private final URI site;
    private final Clock clock;
    private final RandomText random;

    /** @param site where browsers find the LMS */
    SsoLoginDoor(SsoLoginKey key, URI site, Clock clock, RandomText random) {
        this.key = key;
        this.site = site;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String name() {
        return "ssologin";
    }

    @Override
    public Uni<URI> open(LmsAccount account, Optional<URI> target) {
        ObjectNode payload = StrictJson.newObject()
                .put("timestamp", clock.instant().getEpochSecond())
                .put("nonce", random.hex())
                .put("username", account.username());
        Signed token = SsoLoginCodec.seal(key, random.bytes(AesCbc.BLOCK), StrictJson.bytes(payload));
        String query = "?data=" + encoded(token.data()) + "&sig=" + Objects.requireNonNull(token.sig())
                + target.flatMap(this::localPath)
                        .map(path -> "&redirect=" + encoded(path))
                        .orElse("");
        return Uni.createFrom().item(URI.create(base() + "/local/ssologin/login.php" + query));
    }

    /** The plugin takes paths of its own site only, and leads to its start page otherwise. */
    private Optional<String> localPath(URI target) {
        String text = target.toString();
        boolean here = Origin.of(target).equals(Origin.of(site)) && text.startsWith(base() + "/");
        return here ? Optional.of(text.substring(base().length())) : Optional.empty();
    }

    private String base() {
        String text = site.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
