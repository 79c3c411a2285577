package io.isthmus.testbed.lms;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was called, for tests to count and read: the last 10,000 calls, without tokens and passwords. */
public final class Calls {

    private static final int KEPT = 10_000;

    private final Map<String, Long> counts = new TreeMap<>();
    private final Deque<Call> log = new ArrayDeque<>();

    /**
     * One call of a function.
     *
     * @param token the token's name, "?" for an unknown one
     * @param parameters flat, by their PHP names; passwords are left out
     * @param outcome {@code ok}, an errorcode or the kind of a fault
     */
    public record Call(Instant at, String function, String token, Map<String, String> parameters, String outcome) {}

    synchronized void add(Call call) {
        counts.merge(call.function(), 1L, Long::sum);
        log.addLast(call);
        if (log.size() > KEPT) {
            log.removeFirst();
        }
    }

    public synchronized long count(String function) {
        return counts.getOrDefault(function, 0L);
    }

    /** @return how often each function was called */
    public synchronized Map<String, Long> counts() {
        return new TreeMap<>(counts);
    }

    public synchronized List<Call> log() {
        return List.copyOf(log);
    }

    public synchronized List<Call> log(String function) {
        return log.stream().filter(call -> call.function().equals(function)).toList();
    }

    public synchronized void clear() {
        counts.clear();
        log.clear();
    }
}
