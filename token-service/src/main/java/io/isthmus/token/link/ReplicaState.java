package io.isthmus.token.link;

import jakarta.inject.Singleton;
import java.util.Optional;

/** How far this instance's view of the links is. */
@Singleton
class ReplicaState {

    private volatile View view = new View(Optional.empty(), false, false);

    /**
     * A moment's view.
     *
     * @param generation whose links count; empty before the first
     * @param usable whether a link that is not there does not exist
     * @param listening whether Kafka was heard lately
     */
    record View(Optional<String> generation, boolean usable, boolean listening) {}

    View view() {
        return view;
    }

    /** @return the generation to read, unless an answer from it could be wrong */
    Optional<String> usableGeneration() {
        View now = view;
        return now.usable() ? now.generation() : Optional.empty();
    }

    void opened(String generation) {
        boolean same = view.generation().equals(Optional.of(generation));
        view = new View(Optional.of(generation), same && view.usable(), view.listening());
    }

    void caughtUp(String generation) {
        view = new View(Optional.of(generation), true, true);
    }

    /** Without Kafka a replica that was complete is good enough: who has a link gets in. */
    void deaf(boolean complete) {
        view = new View(view.generation(), view.usable() || complete, false);
    }

    void listening(boolean listening) {
        view = new View(view.generation(), view.usable(), listening);
    }

    void lost() {
        view = new View(Optional.empty(), false, view.listening());
    }
}
