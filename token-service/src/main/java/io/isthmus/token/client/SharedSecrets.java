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
    private final StringBuilder seenTexts = new StringBuilder();

    /** @return whether it was there before */
    boolean isReused(SecretBytes secret) {
        boolean reused = seen.stream().anyMatch(secret::matches);
        seen.add(secret);
        return reused;
    }

    /** Notices something that may stand in several places, such as a public key. */
    void note(String text) {
        seenTexts.append(text).append('\n');
    }

    /** @return a hash of the text and of all that was seen */
    String fingerprint(String text) {
        var all = new StringBuilder(
                HexFormat.of().formatHex(Hashes.sha256((seenTexts + text).getBytes(StandardCharsets.UTF_8))));
        seen.forEach(secret -> all.append(HexFormat.of().formatHex(Hashes.sha256(secret.reveal()))));
        byte[] digest = Hashes.sha256(all.toString().getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(digest);
    }
}
