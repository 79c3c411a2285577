package io.isthmus.token.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The signing keys, oldest first. One signs at any time; the others are published because they will sign, or because
 * what they signed may still be about.
 */
record SigningKeyRing(List<SigningKey> keys) {

    SigningKeyRing {
        keys = keys.stream()
                .sorted(Comparator.comparing(SigningKey::activeFrom))
                .toList();
    }

    static SigningKeyRing empty() {
        return new SigningKeyRing(List.of());
    }

    Optional<SigningKey> signing(Instant now) {
        return keys.stream().filter(key -> !key.activeFrom().isAfter(now)).reduce((earlier, later) -> later);
    }

    Optional<SigningKey> find(String kid) {
        return keys.stream().filter(key -> key.kid().equals(kid)).findFirst();
    }

    /**
     * The ring as it should be: with a successor that is published in time, without keys whose time is over.
     *
     * @param rotation how long a key signs
     * @param overlap how long it is published before and after
     * @param newKey makes a key that signs from a time on
     */
    SigningKeyRing tended(Instant now, Duration rotation, Duration overlap, Function<Instant, SigningKey> newKey) {
        if (keys.isEmpty()) {
            return new SigningKeyRing(List.of(newKey.apply(now)));
        }
        List<SigningKey> tended = new ArrayList<>(keys);
        Instant successorFrom = keys.get(keys.size() - 1).activeFrom().plus(rotation);
        if (!now.isBefore(successorFrom.minus(overlap))) {
            Instant earliest = now.plus(overlap);
            tended.add(newKey.apply(successorFrom.isBefore(earliest) ? earliest : successorFrom));
        }
        for (int i = 0; i + 1 < keys.size(); i++) {
            if (!keys.get(i + 1).activeFrom().plus(overlap).isAfter(now)) {
                tended.remove(keys.get(i));
            }
        }
        return new SigningKeyRing(tended);
    }
}
