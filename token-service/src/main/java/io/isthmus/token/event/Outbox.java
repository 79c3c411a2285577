package io.isthmus.token.event;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Events that wait for Kafka, in order, up to a number; beyond it new ones are dropped and counted, so that neither
 * memory nor a login pays for an outage. What fails is sent again, so an event may arrive twice.
 */
final class Outbox {

    private static final int BATCH = 100;

    private final EventSender sender;
    private final int capacity;
    private final Executor later;
    private final Deque<OutgoingEvent> waiting = new ArrayDeque<>();
    private boolean sending;
    private long dropped;

    /** @param later runs what it is given after a pause */
    Outbox(EventSender sender, int capacity, Executor later) {
        this.sender = sender;
        this.capacity = capacity;
        this.later = later;
    }

    /** Never waits and never fails. */
    void add(OutgoingEvent event) {
        synchronized (this) {
            if (waiting.size() >= capacity) {
                dropped++;
                return;
            }
            waiting.add(event);
        }
        pump();
    }

    synchronized int waiting() {
        return waiting.size();
    }

    synchronized long dropped() {
        return dropped;
    }

    private void pump() {
        List<OutgoingEvent> batch = nextBatch();
        if (batch.isEmpty()) {
            return;
        }
        Multi.createFrom()
                .iterable(batch)
                .onItem()
                .transformToUniAndMerge(this::unsent)
                .collect()
                .asList()
                .subscribe()
                .with(unsent -> finished(batch, unsent), failure -> finished(batch, batch));
    }

    private Uni<OutgoingEvent> unsent(OutgoingEvent event) {
        return sender.send(event).map(sent -> (OutgoingEvent) null).onFailure().recoverWithItem(event);
    }

    private synchronized List<OutgoingEvent> nextBatch() {
        if (sending || waiting.isEmpty()) {
            return List.of();
        }
        sending = true;
        return waiting.stream().limit(BATCH).toList();
    }

    private void finished(List<OutgoingEvent> batch, List<OutgoingEvent> unsent) {
        var failed = Collections.newSetFromMap(new IdentityHashMap<OutgoingEvent, Boolean>());
        failed.addAll(unsent);
        synchronized (this) {
            batch.forEach(event -> waiting.removeFirst());
            for (int i = batch.size() - 1; i >= 0; i--) {
                if (failed.contains(batch.get(i))) {
                    waiting.addFirst(batch.get(i));
                }
            }
            sending = false;
        }
        if (unsent.isEmpty()) {
            pump();
            return;
        }
        later.execute(this::pump);
    }
}
