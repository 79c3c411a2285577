package io.isthmus.usersync.sync;

import java.time.Duration;
import java.util.List;

/** How a person's turn ended. */
sealed interface Result {

    /**
     * There is nothing left to do, or nothing that can be done.
     *
     * @param done what was carried out, in order
     * @param last why no more: {@link SyncDecision.Nothing} or {@link SyncDecision.Conflict}
     */
    record Settled(Situation situation, List<SyncDecision> done, SyncDecision last) implements Result {
        public Settled {
            done = List.copyOf(done);
        }
    }

    /** The work is about a person that is known under a CMS uid. */
    record Rerouted(String cmsUid) implements Result {}

    /** The work is about nobody that both sides could have. */
    record Nobody(String reason) implements Result {}

    /**
     * It could not be done now.
     *
     * @param failed whether that counts as a failure, so that the next wait is longer
     */
    record Later(String reason, Duration delay, boolean failed) implements Result {}
}
