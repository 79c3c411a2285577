package io.isthmus.token.replicas;

import static io.isthmus.token.replicas.RotationLoad.Expected.ACCEPTED;
import static io.isthmus.token.replicas.RotationLoad.Expected.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.testbed.Await;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client's key is replaced while its tokens are minted and used at both instances. */
@ExtendWith(TwoInstances.class)
class KeyRotationIT {

    /** With {@code -Pfull} long enough to tell a rate. */
    private static final Duration PHASE = Duration.ofSeconds(Boolean.getBoolean("isthmus.full") ? 4 : 1);

    private static final String OLD_KEY =
            "- {kid: portal-1, status: %s, secret: {insecure-inline: test-portal-signing-secret-0123456789}}";
    private static final String NEW_KEY =
            "- {kid: portal-2, status: %s, secret: {insecure-inline: " + RotationLoad.NEW_SECRET + "}}\n      ";

    private Cluster cluster;

    @AfterEach
    void restore() {
        cluster.rewriteRegistry(Cluster.registry());
    }

    @Test
    void nobodyIsLoggedOutAndNobodyElseComesIn(Cluster shared) {
        cluster = shared;
        try (var load = RotationLoad.start(cluster)) {
            phase();

            load.newKeyMayChange();
            cluster.rewriteRegistry(registry("passive", "active"));
            Await.until("both know the new key", load::newKeyIsAcceptedByBoth);
            load.newKeyIs(ACCEPTED);
            phase();

            cluster.rewriteRegistry(registry("active", "passive"));
            Await.until("both mint with the new key", load::bothMintWithTheNewKey);
            phase();

            cluster.rewriteRegistry("clients: nonsense");
            phase();

            load.oldKeyMayChange();
            cluster.rewriteRegistry(registry("active", "disabled"));
            Await.until("both refuse the old key", load::oldKeyIsRefusedByBoth);
            load.oldKeyIs(REFUSED);
            phase();

            load.close();
            System.out.println("rotation: " + load.summary());
            assertThat(load.failures()).isEmpty();
            assertThat(load.wronglyRefused()).isZero();
            assertThat(load.wronglyAccepted()).isZero();
        }
    }

    private static String registry(String newKey, String oldKey) {
        String before = OLD_KEY.formatted("active");
        assertThat(Cluster.registry()).contains(before);
        return Cluster.registry().replace(before, NEW_KEY.formatted(newKey) + OLD_KEY.formatted(oldKey));
    }

    /** Not a wait for anything: the load goes on for a while. */
    private static void phase() {
        LockSupport.parkNanos(PHASE.toNanos());
    }
}
