package io.isthmus.testbed.portal.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * Events that are not sent yet, in order. When there are too many, only the last one of each user is kept: an event
 * carries the whole user, so nothing is lost but the history.
 */
public final class Outbox {

    private static final int BATCH = 100;

    private final Lock lock;
    private final Condition filled;
    private final int limit;
    private final Runnable store;
    private final List<UserEvent> pending = new ArrayList<>();
    private Set<String> underway = Set.of();

    /**
     * @param lock shared with whatever is stored together with the events
     * @param limit how many events are kept before their history is given up
     * @param store keeps the present state; called with the lock held
     */
    public Outbox(Lock lock, int limit, Runnable store) {
        this.lock = lock;
        this.filled = lock.newCondition();
        this.limit = limit;
        this.store = store;
    }

    /** Takes over what was kept from an earlier run. */
    public void restore(List<UserEvent> events) {
        lock.lock();
        try {
            pending.addAll(0, events);
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Adds an event; whoever changes the user stores both. */
    public void add(UserEvent event) {
        lock.lock();
        try {
            pending.add(event);
            if (pending.size() > limit) {
                forgetHistory();
            }
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void forgetHistory() {
        Map<String, UserEvent> last = new LinkedHashMap<>();
        for (UserEvent event : pending) {
            String key = underway.contains(event.id()) ? event.id() : event.key();
            last.remove(key);
            last.put(key, event);
        }
        pending.clear();
        pending.addAll(last.values());
    }

    public List<UserEvent> pending() {
        lock.lock();
        try {
            return List.copyOf(pending);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for events and takes the first of each user; they stay in the outbox until they are {@link #sent}. */
    List<UserEvent> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (pending.isEmpty()) {
                filled.await();
            }
            var batch = new ArrayList<UserEvent>();
            var keys = new HashSet<String>();
            for (UserEvent event : pending) {
                if (batch.size() < BATCH && keys.add(event.key())) {
                    batch.add(event);
                }
            }
            underway = new HashSet<>(batch.stream().map(UserEvent::id).toList());
            return batch;
        } finally {
            lock.unlock();
        }
    }

    void sent(Set<String> ids) {
        lock.lock();
        try {
            underway = Set.of();
            if (pending.removeIf(event -> ids.contains(event.id()))) {
                store.run();
            }
        } finally {
            lock.unlock();
        }
    }
}
