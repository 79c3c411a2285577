package io.isthmus.usersync.sync;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a person's turn ended. */
sealed interface Result {

    /**
     * There is nothing left to do, or nothing that can be done.
     *
     * @param done what was carried out, in order
     * @param last why no more: {@link SyncDecision.Nothing}, {@link SyncDecision.Conflict} or, when it is to be
     *     tried again, {@link SyncDecision.Wait}
     * @param certain whether the situation is as read; false after a write whose effect is unknown
     * @param again when it is to be tried again; null if it is not
     */
    record Settled(
            Situation situation,
            List<SyncDecision> done,
            SyncDecision last,
            boolean certain,
            @Nullable Later again) implements Result {
        public Settled {
            done = List.copyOf(done);
        }
    }

    /** The work is about a person that is known under a CMS uid. */
    record Rerouted(String cmsUid) implements Result {}

    /**
     * A person has to decide, and there is nobody yet at the CMS whom it is about.
     *
     * @param account of the LMS, its id
     * @param reason a reason code
     */
    record Disputed(String account, String reason) implements Result {}

    /** The work is about nobody that both sides could have. */
    record Nobody(String reason) implements Result {}

    /**
     * It could not be done now.
     *
     * @param attempts failures in a row, this one counted
     */
    record Later(String reason, Duration delay, int attempts) implements Result {}
}
