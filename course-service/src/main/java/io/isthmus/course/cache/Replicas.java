package io.isthmus.course.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.isthmus.course.cache.SharedCache.Lock;
import io.isthmus.course.cache.SharedCache.Shared;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Looks for an answer at the other replicas before it asks the LMS, and lets one replica ask for all. */
final class Replicas {

    private static final Logger LOG = Logger.getLogger(Replicas.class);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int PATIENCE = 40;

    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(10);

    /** Longer than any load takes. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final SharedCache shared;
    private final Heard heard;
    private final CacheConfig config;
    private final Clock clock;
    private final AtomicLong turns = new AtomicLong();

    /** In which turn a key was forgotten: what was asked before is neither shared nor taken over. */
    private final Cache<CacheKey<?>, Long> forgotten = Caffeine.newBuilder()
            .expireAfterWrite(REMEMBERED)
            .executor(Runnable::run)
            .build();

    Replicas(SharedCache shared, Heard heard, CacheConfig config, Clock clock) {
        this.shared = shared;
        this.heard = heard;
        this.config = config;
        this.clock = clock;
    }

    /**
     * One question.
     *
     * @param turn in which it began
     */
    private record Question<T>(
            CacheKey<T> key, Codec<T> codec, Supplier<Uni<T>> load, BiConsumer<CacheKey<?>, Entry> found, long turn) {}

    /** @param found is told of an answer that is no longer fresh, but better than none */
    <T> Uni<Entry> ask(CacheKey<T> key, Supplier<Uni<T>> load, BiConsumer<CacheKey<?>, Entry> found) {
        return key.kind()
                .codec()
                .map(codec -> look(new Question<>(key, codec, load, found, turns.get()), PATIENCE))
                .orElseGet(() -> fromSource(load));
    }

    private <T> Uni<Entry> fromSource(Supplier<Uni<T>> load) {
        return Uni.createFrom().deferred(() -> {
            var askedAt = clock.instant();
            return load.get().map(value -> Entry.of(value, askedAt));
        });
    }

    private <T> Uni<Entry> look(Question<T> question, int attempts) {
        return shared.get(question.key()).chain(answer -> {
            Optional<Entry> fresh = answer.flatMap(known -> usable(question, known));
            return fresh.map(entry -> Uni.createFrom().item(entry)).orElseGet(() -> take(question, attempts));
        });
    }

    private <T> Optional<Entry> usable(Question<T> question, Shared answer) {
        if (isForgotten(question)) {
            return Optional.empty();
        }
        try {
            T value = question.codec().read(answer.body());
            Entry entry = Entry.of(value, answer.readAt());
            if (!heard.covers(answer.mark(), () -> Tags.of(question.key(), value))) {
                entry = entry.outdate();
            }
            if (Freshness.of(entry, clock.instant(), config) == Freshness.FRESH) {
                return Optional.of(entry);
            }
            question.found().accept(question.key(), entry);
        } catch (IOException e) {
            LOG.warnf("kind=%s shared=unreadable", question.key().kind().name());
        }
        return Optional.empty();
    }

    private <T> Uni<Entry> take(Question<T> question, int attempts) {
        return shared.lock(question.key()).chain(lock -> {
            if (lock instanceof Lock.Taken && attempts > 0) {
                return Uni.createFrom()
                        .voidItem()
                        .onItem()
                        .delayIt()
                        .by(PAUSE)
                        .chain(() -> look(question, attempts - 1));
            }
            return askForAll(question, lock);
        });
    }

    private <T> Uni<Entry> askForAll(Question<T> question, Lock lock) {
        Heard.Mark mark = heard.mark();
        return fromSource(question.load())
                .invoke(entry -> publish(question, entry, mark, lock)
                        .subscribe()
                        .with(done -> {}, failure -> LOG.warn("shared=failed", failure)))
                .onFailure()
                .invoke(() -> release(question, lock).subscribe().with(done -> {}));
    }

    /**
     * What an event has outdated meanwhile, or is to be forgotten, is kept from the others; and so is what was asked
     * for without the lock, since nothing could call it back once it is on its way.
     */
    @SuppressWarnings("unchecked")
    private <T> Uni<Void> publish(Question<T> question, Entry entry, Heard.Mark mark, Lock lock) {
        boolean outdated =
                !mark.topicId().isEmpty() && !heard.covers(mark, () -> Tags.of(question.key(), entry.value()));
        if (!(lock instanceof Lock.Held held) || outdated || isForgotten(question)) {
            return release(question, lock);
        }
        byte[] body = question.codec().write((T) entry.value());
        return shared.put(question.key(), new Shared(body, entry.readAt(), mark), config.stale(), held);
    }

    private boolean isForgotten(Question<?> question) {
        Long turn = forgotten.getIfPresent(question.key());
        return turn != null && turn > question.turn();
    }

    private <T> Uni<Void> release(Question<T> question, Lock lock) {
        return lock instanceof Lock.Held held
                ? shared.unlock(question.key(), held)
                : Uni.createFrom().voidItem();
    }

    /**
     * @param then runs when it is gone
     * @return completes then
     */
    CompletableFuture<Void> forget(CacheKey<?> key, Runnable then) {
        forgotten.put(key, turns.incrementAndGet());
        return removed(key).invoke(then).subscribeAsCompletionStage();
    }

    /** Tries until it is gone: by then it may have gone by itself, too. */
    private Uni<Void> removed(CacheKey<?> key) {
        return Uni.createFrom()
                .deferred(() -> shared.remove(key))
                .onFailure()
                .retry()
                .withBackOff(RETRY, LONGEST_RETRY)
                .expireIn(config.stale().toMillis())
                .onFailure()
                .recoverWithNull();
    }
}
