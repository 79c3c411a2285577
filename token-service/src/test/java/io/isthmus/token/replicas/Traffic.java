package io.isthmus.token.replicas;

import io.isthmus.token.support.Forge;
import io.isthmus.token.support.Portal;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;

/** Uses new tokens and used ones, at both instances, without a pause, and counts how often each was accepted. */
final class Traffic implements AutoCloseable {

    private static final int WORKERS = 3;
    private static final int REMEMBERED = 200;

    private final Cluster cluster;
    private final List<Thread> workers = new ArrayList<>();
    private final ConcurrentMap<Integer, Integer> statuses = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Integer> accepted = new ConcurrentHashMap<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean going = true;

    private Traffic(Cluster cluster) {
        this.cluster = cluster;
    }

    static Traffic start(Cluster cluster) {
        var traffic = new Traffic(cluster);
        for (int i = 0; i < WORKERS; i++) {
            int seed = i;
            var worker = new Thread(() -> traffic.work(new SplittableRandom(seed)), "traffic-" + i);
            worker.start();
            traffic.workers.add(worker);
        }
        return traffic;
    }

    static String token() {
        return new Forge(Instant.now()).jwe(claims -> {}).token();
    }

    private void work(SplittableRandom random) {
        List<Portal> portals = cluster.instances().stream()
                .map(instance -> new Portal(instance.http()))
                .toList();
        Deque<String> earlier = new ArrayDeque<>();
        try {
            while (going) {
                String token = token();
                int first = random.nextInt(portals.size());
                use(portals.get(first), token);
                use(portals.get((first + 1) % portals.size()), token);
                earlier.addFirst(token);
                String again = earlier.stream()
                        .skip(random.nextInt(earlier.size()))
                        .findFirst()
                        .orElse(token);
                use(portals.get(random.nextInt(portals.size())), again);
                if (earlier.size() > REMEMBERED) {
                    earlier.removeLast();
                }
            }
        } catch (RuntimeException e) {
            failures.add(e);
        }
    }

    private void use(Portal portal, String token) {
        int status = portal.verify(Map.of("token", token)).statusCode();
        statuses.merge(status, 1, Integer::sum);
        if (status == 200) {
            accepted.merge(token, 1, Integer::sum);
        }
    }

    /** @return tokens that were accepted so far */
    List<String> accepted() {
        return List.copyOf(accepted.keySet());
    }

    /** @return tokens that were accepted more than once */
    List<String> acceptedTwice() {
        return accepted.entrySet().stream()
                .filter(one -> one.getValue() > 1)
                .map(Map.Entry::getKey)
                .toList();
    }

    Map<Integer, Integer> statuses() {
        return new TreeMap<>(statuses);
    }

    List<Throwable> failures() {
        return List.copyOf(failures);
    }

    @Override
    public void close() {
        going = false;
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
