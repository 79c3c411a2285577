package io.isthmus.token.event;

import io.smallrye.mutiny.Uni;

/** Sends an event. */
@FunctionalInterface
interface EventSender {

    /** Completes when the event is safe with Kafka; fails if it may not be. */
    Uni<Void> send(OutgoingEvent event);
}
