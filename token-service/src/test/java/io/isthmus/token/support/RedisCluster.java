package io.isthmus.token.support;

import io.isthmus.testbed.Await;
import io.isthmus.testbed.infra.FreePort;
import io.isthmus.testbed.infra.RedisServer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A Redis Cluster of three nodes without replicas. */
public final class RedisCluster implements AutoCloseable {

    private static final int NODES = 3;
    private static final int SLOTS = 16_384;

    /** A node talks to the others at its port + 10,000: above our own servers, below outgoing connections. */
    private static final int LOWEST_PORT = 22_000;

    private static final int HIGHEST_PORT = 22_767;

    private final List<RedisServer> nodes = new ArrayList<>();

    private RedisCluster() {}

    public static RedisCluster start() {
        var cluster = new RedisCluster();
        for (int i = 0; i < NODES; i++) {
            cluster.nodes.add(node(freePort()));
            RedisProcess.command(cluster.nodes.get(i), "CLUSTER ADDSLOTS " + slots(i));
        }
        for (RedisServer node : cluster.nodes) {
            RedisProcess.command(cluster.nodes.get(0), "CLUSTER MEET 127.0.0.1 " + node.port());
        }
        cluster.awaitAgreement();
        return cluster;
    }

    public List<String> urls() {
        return nodes.stream().map(RedisServer::url).toList();
    }

    /** @return how many keys each node has */
    public List<Integer> keys() {
        return nodes.stream()
                .map(node -> RedisProcess.command(node, "DBSIZE"))
                .map(answer -> Integer.valueOf(answer.substring(1)))
                .toList();
    }

    /** A node loses all it had, as one that keeps nothing on disk does when it is restarted. */
    public void forget(int i) {
        RedisProcess.command(nodes.get(i), "FLUSHALL");
    }

    private void awaitAgreement() {
        Await.until(
                "the nodes agree",
                () -> nodes.stream().allMatch(node -> {
                    String info = RedisProcess.command(node, "CLUSTER INFO");
                    return info.contains("cluster_state:ok")
                            && info.contains("cluster_slots_ok:" + SLOTS)
                            && info.contains("cluster_known_nodes:" + NODES);
                }));
    }

    private static RedisServer node(int port) {
        return RedisProcess.start(
                port, "cluster-enabled yes", "cluster-node-timeout 2000", "cluster-require-full-coverage no");
    }

    private static int freePort() {
        int port = FreePort.find();
        while (port < LOWEST_PORT || port > HIGHEST_PORT) {
            port = FreePort.find();
        }
        return port;
    }

    private static String slots(int node) {
        return IntStream.range(0, SLOTS)
                .filter(slot -> slot % NODES == node)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(" "));
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }
}
