package io.isthmus.course.cache;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What all replicas keep together. What cannot be reached is as good as not there; only {@link #remove} fails then,
 * since what is there has to go.
 */
interface SharedCache {

    /**
     * An answer on its way between replicas.
     *
     * @param body as the codec of its kind wrote it
     * @param mark what the replica that asked for it had heard before
     */
    record Shared(byte[] body, Instant readAt, Heard.Mark mark) {}

    /** Whether this replica is the one to ask the LMS. */
    sealed interface Lock {

        /** @param token tells this holder from others */
        record Held(String token) implements Lock {}

        /** Another replica is asking. */
        record Taken() implements Lock {}

        /** Nobody can tell. */
        record Unknown() implements Lock {}
    }

    Uni<Optional<Shared>> get(CacheKey<?> key);

    /**
     * Lets go of the lock, and keeps the answer if it was still held: what is on its way while somebody is forgotten
     * does not come after the removal.
     */
    Uni<Void> put(CacheKey<?> key, Shared answer, Duration keep, Lock.Held lock);

    /** Takes the lock away from whoever holds it, too. */
    Uni<Void> remove(CacheKey<?> key);

    Uni<Lock> lock(CacheKey<?> key);

    Uni<Void> unlock(CacheKey<?> key, Lock.Held lock);

    /** Each replica for itself. */
    SharedCache NONE = new SharedCache() {
        @Override
        public Uni<Optional<Shared>> get(CacheKey<?> key) {
            return Uni.createFrom().item(Optional.empty());
        }

        @Override
        public Uni<Void> put(CacheKey<?> key, Shared answer, Duration keep, Lock.Held lock) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Void> remove(CacheKey<?> key) {
            return Uni.createFrom().voidItem();
        }

        @Override
        public Uni<Lock> lock(CacheKey<?> key) {
            return Uni.createFrom().item(new Lock.Unknown());
        }

        @Override
        public Uni<Void> unlock(CacheKey<?> key, Lock.Held lock) {
            return Uni.createFrom().voidItem();
        }
    };
}
