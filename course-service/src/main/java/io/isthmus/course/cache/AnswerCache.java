package io.isthmus.course.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the LMSs, with one question on its way at a time for each key.
 *
 * <p>A fresh answer is given at once. Else the LMS is asked; when it fails or takes longer than the deadline, the last
 * answer is given as stale if it is young enough, and otherwise the failure. A failure is never kept. What was
 * invalidated while its load was on the way is not stored by that load.
 */
public final class AnswerCache {

    private final CacheConfig config;
    private final Clock clock;
    private final Threads threads;
    private final CacheObserver observer;
    private final Cache<CacheKey<?>, Entry> entries;
    private final ConcurrentMap<CacheKey<?>, CompletableFuture<Object>> loads = new ConcurrentHashMap<>();

    private record Entry(Object value, Instant readAt, boolean outdated) {}

    AnswerCache(CacheConfig config, Clock clock, Threads threads, CacheObserver observer) {
        this.config = config;
        this.clock = clock;
        this.threads = threads;
        this.observer = observer;
        this.entries = Caffeine.newBuilder()
                .maximumSize(config.maxEntries())
                .expireAfterWrite(config.stale())
                .executor(Runnable::run)
                .build();
    }

    /** @return fails with {@link SourceException} if there is no answer, or with what else made the load fail */
    public <T> Uni<Cached<T>> get(CacheKey<T> key, Supplier<Uni<T>> load) {
        return Uni.createFrom().deferred(() -> {
            Entry known = entries.getIfPresent(key);
            if (known != null && isFresh(known)) {
                observer.asked(key.kind().name(), CacheObserver.Outcome.FRESH);
                return Uni.createFrom().item(cached(known, false));
            }
            Executor caller = threads.caller();
            return ask(key, load).emitOn(caller);
        });
    }

    private <T> Uni<Cached<T>> ask(CacheKey<T> key, Supplier<Uni<T>> load) {
        var started = new CompletableFuture<Object>();
        CompletableFuture<Object> loading = loads.compute(key, (same, current) -> current == null ? started : current);
        if (loading == started) {
            threads.detached(() -> run(key, load, started));
        }
        return Uni.createFrom()
                .completionStage(loading::copy)
                .ifNoItem()
                .after(config.deadline())
                .failWith(() -> new SourceException(key.source(), Reason.TIMEOUT))
                .map(entry -> AnswerCache.<T>cached((Entry) entry, false))
                .invoke(answer -> observer.asked(key.kind().name(), CacheObserver.Outcome.LOADED))
                .onFailure(SourceException.class)
                .recoverWithUni(failure -> lastKnown(key, failure));
    }

    private <T> void run(CacheKey<T> key, Supplier<Uni<T>> load, CompletableFuture<Object> started) {
        Entry known = entries.getIfPresent(key);
        if (known != null && isFresh(known)) {
            loads.remove(key, started);
            started.complete(known);
            return;
        }
        Instant askedAt = clock.instant();
        Uni.createFrom()
                .deferred(() -> load.get())
                .subscribe()
                .with(value -> finish(key, started, new Entry(value, askedAt, false)), failure -> {
                    loads.remove(key, started);
                    started.completeExceptionally(failure);
                });
    }

    /** Stores and ends in one step, so that an invalidation comes before or after both. */
    private void finish(CacheKey<?> key, CompletableFuture<Object> started, Entry entry) {
        loads.computeIfPresent(key, (same, current) -> {
            if (current != started) {
                return current;
            }
            entries.put(key, entry);
            return null;
        });
        started.complete(entry);
    }

    private <T> Uni<Cached<T>> lastKnown(CacheKey<T> key, Throwable failure) {
        Optional<Cached<T>> last = peek(key);
        observer.asked(
                key.kind().name(), last.isPresent() ? CacheObserver.Outcome.STALE : CacheObserver.Outcome.FAILED);
        return last.map(answer -> Uni.createFrom().item(answer))
                .orElseGet(() -> Uni.createFrom().failure(failure));
    }

    private <T> Optional<Cached<T>> peek(CacheKey<T> key) {
        @Nullable Entry known = entries.getIfPresent(key);
        if (known == null || age(known).compareTo(config.stale()) >= 0) {
            return Optional.empty();
        }
        return Optional.of(cached(known, true));
    }

    private boolean isFresh(Entry entry) {
        return !entry.outdated() && age(entry).compareTo(config.fresh()) < 0;
    }

    private Duration age(Entry entry) {
        return Duration.between(entry.readAt(), clock.instant());
    }

    /** The kind of a key says the type, and entries come under the key they were asked by only. */
    @SuppressWarnings("unchecked")
    private static <T> Cached<T> cached(Entry entry, boolean stale) {
        return new Cached<>((T) entry.value(), entry.readAt(), stale);
    }

    /** Something about this account changed: ask again before the next answer. */
    public void invalidate(LmsAccount account) {
        invalidate(key -> key.kind().subject() == CacheKey.Subject.ACCOUNT
                && key.source().equals(account.source())
                && key.subject().equals(account.userId()));
    }

    /** Something about the courses of this LMS changed, which every answer of it may tell of. */
    public void invalidate(String source) {
        invalidate(key -> key.source().equals(source));
    }

    /** Events may have been missed. */
    public void invalidateAll() {
        invalidate(key -> true);
    }

    private void invalidate(Predicate<CacheKey<?>> affected) {
        entries.asMap().keySet().stream().filter(affected).forEach(this::outdate);
        loads.keySet().stream().filter(affected).forEach(this::outdate);
    }

    private void outdate(CacheKey<?> key) {
        loads.compute(key, (same, current) -> {
            entries.asMap().computeIfPresent(key, (alike, entry) -> new Entry(entry.value(), entry.readAt(), true));
            return null;
        });
    }
}
