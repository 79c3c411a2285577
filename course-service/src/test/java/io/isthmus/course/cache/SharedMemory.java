package io.isthmus.course.cache;

import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What replicas share, in memory. */
final class SharedMemory implements SharedCache {

    final Map<CacheKey<?>, byte[]> answers = new HashMap<>();
    final Map<CacheKey<?>, String> locks = new HashMap<>();

    int puts;

    /** Removals that fail before one succeeds. */
    int away;

    /** Happens after the replica said what to put, and before it is there. */
    Runnable whilePutting = () -> {};

    @Override
    public Uni<Optional<Shared>> get(CacheKey<?> key) {
        return Uni.createFrom().item(Optional.ofNullable(answers.get(key)).map(bytes -> {
            try {
                return SharedForm.read(bytes).answer();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }));
    }

    @Override
    public Uni<Void> put(CacheKey<?> key, Shared answer, Duration keep, Lock.Held lock) {
        puts++;
        whilePutting.run();
        if (locks.remove(key, lock.token())) {
            answers.put(key, SharedForm.write(new SharedForm.Named("", answer)));
        }
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> remove(CacheKey<?> key) {
        if (away > 0) {
            away--;
            return Uni.createFrom().failure(new IOException("away"));
        }
        answers.remove(key);
        locks.remove(key);
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Lock> lock(CacheKey<?> key) {
        boolean taken = locks.putIfAbsent(key, "me") != null;
        return Uni.createFrom().item(taken ? new Lock.Taken() : new Lock.Held("me"));
    }

    @Override
    public Uni<Void> unlock(CacheKey<?> key, Lock.Held lock) {
        locks.remove(key, lock.token());
        return Uni.createFrom().voidItem();
    }
}
