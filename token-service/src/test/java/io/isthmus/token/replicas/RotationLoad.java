package io.isthmus.token.replicas;

import com.fasterxml.jackson.databind.JsonNode;
import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Http;
import io.isthmus.token.support.Portal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Up to 200 requests a second: tokens minted at one instance and used at the other, which must pass always, and tokens
 * that the client's own code makes with its old key, its new one and with others.
 */
final class RotationLoad implements AutoCloseable {

    static final String NEW_SECRET = "test-portal-next-signing-secret-0123456789";

    private static final String OLD_KID = "portal-1";
    private static final String NEW_KID = "portal-2";
    /** With {@code -Pfull} enough for more than 200 requests a second where nothing else runs. */
    private static final int WORKERS = Boolean.getBoolean("isthmus.full") ? 6 : 4;

    /** Each worker makes five requests in this time. */
    private static final Duration BEAT = Duration.ofMillis(100);

    /** What must become of a key's tokens. While a change is on its way, either may happen. */
    enum Expected {
        ACCEPTED,
        REFUSED,
        EITHER
    }

    private final Cluster cluster;
    private final List<Thread> workers = new ArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger passed = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger wronglyRefused = new AtomicInteger();
    private final AtomicInteger wronglyAccepted = new AtomicInteger();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final long begun = System.nanoTime();
    private volatile Expected oldKey = Expected.ACCEPTED;
    private volatile Expected newKey = Expected.REFUSED;
    private volatile boolean going = true;
    private volatile String summary = "";

    private RotationLoad(Cluster cluster) {
        this.cluster = cluster;
    }

    static RotationLoad start(Cluster cluster) {
        var load = new RotationLoad(cluster);
        for (int i = 0; i < WORKERS; i++) {
            int worker = i;
            var thread = new Thread(() -> load.work(worker), "rotation-" + i);
            load.workers.add(thread);
            thread.start();
        }
        return load;
    }

    private void work(int worker) {
        try {
            for (int turn = worker; going; turn++) {
                long begin = System.nanoTime();
                Portal here = portal(turn);
                Portal there = portal(turn + 1);
                minted(here, there);
                use(here, OLD_KID, Forge.SECRET);
                use(there, NEW_KID, NEW_SECRET);
                use(here, turn % 3 == 0 ? NEW_KID : OLD_KID, "a-secret-that-nobody-gave-to-anybody-01");
                LockSupport.parkNanos(BEAT.toNanos() - (System.nanoTime() - begin));
            }
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    private void minted(Portal here, Portal there) {
        JsonNode minted = here.mint("jwe", "101", "ada");
        requests.incrementAndGet();
        judge(there, minted.path("token").asText(), Expected.ACCEPTED, () -> Expected.ACCEPTED);
    }

    private void use(Portal portal, String kid, String secret) {
        boolean foreign = !secret.equals(Forge.SECRET) && !secret.equals(NEW_SECRET);
        String token = token(kid, secret);
        judge(portal, token, expected(kid, foreign), () -> expected(kid, foreign));
    }

    private Expected expected(String kid, boolean foreign) {
        if (foreign) {
            return Expected.REFUSED;
        }
        return kid.equals(OLD_KID) ? oldKey : newKey;
    }

    private void judge(Portal portal, String token, Expected before, Supplier<Expected> after) {
        int status = portal.verify(Map.of("token", token)).statusCode();
        requests.incrementAndGet();
        boolean accepted = status == 200;
        (accepted ? passed : refused).incrementAndGet();
        if (before != after.get()) {
            return;
        }
        if (before == Expected.ACCEPTED && !accepted) {
            wronglyRefused.incrementAndGet();
        }
        if (before == Expected.REFUSED && accepted) {
            wronglyAccepted.incrementAndGet();
        }
    }

    void newKeyMayChange() {
        newKey = Expected.EITHER;
    }

    void newKeyIs(Expected expected) {
        newKey = expected;
    }

    void oldKeyMayChange() {
        oldKey = Expected.EITHER;
    }

    void oldKeyIs(Expected expected) {
        oldKey = expected;
    }

    boolean newKeyIsAcceptedByBoth() {
        return bothAnswer(200, NEW_KID, NEW_SECRET);
    }

    boolean oldKeyIsRefusedByBoth() {
        return bothAnswer(401, OLD_KID, Forge.SECRET);
    }

    boolean bothMintWithTheNewKey() {
        return cluster.instances().stream().allMatch(instance -> {
            String token = new Portal(instance.http())
                    .mint("jwe", "101", "ada")
                    .path("token")
                    .asText();
            byte[] header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
            return new String(header, StandardCharsets.UTF_8).contains("\"" + NEW_KID + "\"");
        });
    }

    private boolean bothAnswer(int status, String kid, String secret) {
        return cluster.instances().stream()
                .allMatch(instance -> new Portal(instance.http())
                                .verify(Map.of("token", token(kid, secret)))
                                .statusCode()
                        == status);
    }

    private Portal portal(int turn) {
        Http http = cluster.instances().get(turn % cluster.instances().size()).http();
        return new Portal(http);
    }

    private static String token(String kid, String secret) {
        return Forge.jwe(kid, secret, Forge.bytes(new Forge(Instant.now()).jweClaims(claims -> {})))
                .token();
    }

    int wronglyRefused() {
        return wronglyRefused.get();
    }

    int wronglyAccepted() {
        return wronglyAccepted.get();
    }

    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    String summary() {
        return summary;
    }

    @Override
    public void close() {
        if (!going) {
            return;
        }
        going = false;
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        double seconds = Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0;
        summary = "%d requests in %.1f s (%.0f/s), %d passed, %d refused, wrongly refused %d, wrongly accepted %d"
                .formatted(
                        requests.get(),
                        seconds,
                        requests.get() / seconds,
                        passed.get(),
                        refused.get(),
                        wronglyRefused.get(),
                        wronglyAccepted.get());
    }
}
