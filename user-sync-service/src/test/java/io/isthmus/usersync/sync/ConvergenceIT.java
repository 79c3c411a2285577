package io.isthmus.usersync.sync;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever people do on both sides, whatever goes wrong on the way, and however their events come in: in the end both
 * sides agree on what whoever owns it has said last, and everybody has one account.
 *
 * <p>{@code -Disthmus.seeds=20000} tries as many; {@code -Disthmus.seed=7} just that one.
 */
class ConvergenceIT {

    /** Histories at a time; they mostly wait. */
    private static final int AT_ONCE = 8;

    private static ExecutorService threads;
    private static final Map<Long, Future<?>> HISTORIES = new HashMap<>();
    private static final BlockingQueue<String> DATABASES = new LinkedBlockingQueue<>();

    @BeforeAll
    static void start() {
        threads = Executors.newFixedThreadPool(AT_ONCE);
        for (char name = 'a'; name < 'a' + AT_ONCE; name++) {
            DATABASES.add(ModelDatabase.url("model_" + name));
        }
        seeds().forEach(seed -> HISTORIES.put(seed, threads.submit(() -> live(seed))));
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
    }

    static LongStream seeds() {
        Long only = Long.getLong("isthmus.seed");
        if (only != null) {
            return LongStream.of(only);
        }
        long count = Long.getLong("isthmus.seeds", Boolean.getBoolean("isthmus.full") ? 500 : 50);
        return LongStream.range(0, count);
    }

    private static Void live(long seed) throws InterruptedException {
        String database = DATABASES.take();
        try (var history = new History(database, seed)) {
            history.run();
            history.settle();
            history.retry();
            var agreement = new Agreement(history);
            agreement.check();
            agreement.nothingIsLeftToWrite();
            agreement.noChangeComesBack();
        } finally {
            DATABASES.add(database);
        }
        return null;
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void bothSidesAgreeInTheEnd(long seed) throws Throwable {
        try {
            HISTORIES.get(seed).get();
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
