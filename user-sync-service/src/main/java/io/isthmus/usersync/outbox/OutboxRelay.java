package io.isthmus.usersync.outbox;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Moves events from the outbox to Kafka, in order, by a thread of its own. Of all replicas' relays only the one with
 * the lock works; one that was paused and comes back late is refused by the broker. An event may be sent twice, under
 * the same id, and none is lost.
 */
final class OutboxRelay {

    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final int BATCH = 500;
    private static final Duration APART = Duration.ofMillis(50);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration STOP = Duration.ofSeconds(8);

    private final DataSource database;
    private final Function<Duration, OutboxProducer> producers;
    private final Duration poll;
    private final Duration timeout;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private volatile boolean stopping;

    /**
     * @param poll how long an event may wait that was written by another replica
     * @param timeout for a batch
     */
    OutboxRelay(DataSource database, Function<Duration, OutboxProducer> producers, Duration poll, Duration timeout) {
        this.database = database;
        this.producers = producers;
        this.poll = poll;
        this.timeout = timeout;
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Says that there may be something to send. */
    void nudge() {
        if (news.availablePermits() == 0) {
            news.release();
        }
    }

    /** Sends what is there and ends. */
    void stop() {
        stopping = true;
        nudge();
        try {
            thread.join(STOP.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopping) {
            try (var table = new OutboxTable(database.getConnection(), timeout.multipliedBy(2))) {
                if (table.lock()) {
                    relay(table);
                } else {
                    await(poll);
                }
            } catch (SQLException | RuntimeException e) {
                LOG.warnf("outbox relay pauses: %s", e.getClass().getSimpleName());
                await(PAUSE_AFTER_FAILURE);
            }
        }
    }

    private void relay(OutboxTable table) throws SQLException {
        try (OutboxProducer producer = producers.apply(timeout)) {
            LOG.info("outbox relay works here");
            boolean last;
            do {
                last = stopping;
                long begin = System.nanoTime();
                sendAll(table, producer);
                await(poll);
                gather(begin);
            } while (!last);
        }
    }

    private static void sendAll(OutboxTable table, OutboxProducer producer) throws SQLException {
        List<OutboxRow> rows;
        do {
            rows = table.first(BATCH);
            if (!rows.isEmpty()) {
                producer.send(rows);
                table.remove(rows);
            }
        } while (rows.size() == BATCH);
    }

    /** A lone event has left at once; under load, those that follow share a transaction of Kafka's. */
    private void gather(long begin) {
        long rest = APART.toNanos() - (System.nanoTime() - begin);
        if (!stopping && rest > 0) {
            LockSupport.parkNanos(rest);
        }
    }

    private void await(Duration limit) {
        if (stopping) {
            return;
        }
        try {
            news.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
            news.drainPermits();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopping = true;
        }
    }
}
