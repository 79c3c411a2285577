package io.isthmus.token.client;

import io.isthmus.token.secret.Hashes;
import io.isthmus.token.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Notices a secret that is used a second time: as another client's key, another key, or a credential. */
final class SharedSecrets {

    private final List<SecretBytes> seen = new ArrayList<>();

    /** @return whether it was there before */
    boolean isReused(SecretBytes secret) {
        boolean reused = seen.stream().anyMatch(secret::matches);
        seen.add(secret);
        return reused;
    }

    /** @return a hash of the text and of all secrets seen */
    String fingerprint(String text) {
        var all = new StringBuilder(HexFormat.of().formatHex(Hashes.sha256(text.getBytes(StandardCharsets.UTF_8))));
        seen.forEach(secret -> all.append(HexFormat.of().formatHex(Hashes.sha256(secret.reveal()))));
        byte[] digest = Hashes.sha256(all.toString().getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest);
    }
}
