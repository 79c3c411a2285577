package io.isthmus.course.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.isthmus.course.cache.CacheObserver.Outcome;
import io.isthmus.course.source.LmsAccount;
import io.isthmus.course.source.Reason;
import io.isthmus.course.source.SourceException;
import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Answers of the LMSs, with one question on its way at a time for each key.
 *
 * <p>A fresh answer is given at once. Else the other replicas and then the LMS are asked; when that fails or takes
 * longer than the deadline, the last answer is given as stale if it is young enough, and otherwise the failure. A
 * failure is never kept. What was invalidated while its load was on the way is not stored by that load.
 */
public final class AnswerCache {

    private final CacheConfig config;
    private final Clock clock;
    private final Threads threads;
    private final CacheObserver observer;
    private final Replicas replicas;
    private final Cache<CacheKey<?>, Entry> answers;
    private final Cache<CacheKey<?>, Entry> people;
    private final ConcurrentMap<CacheKey<?>, CompletableFuture<Entry>> loads = new ConcurrentHashMap<>();
    private final Set<Kind<?>> kinds = ConcurrentHashMap.newKeySet();

    AnswerCache(CacheConfig config, Clock clock, Threads threads, CacheObserver observer, Replicas replicas) {
        this.config = config;
        this.clock = clock;
        this.threads = threads;
        this.observer = observer;
        this.replicas = replicas;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(config.maxBytes())
                .weigher((CacheKey<?> key, Entry entry) -> entry.weight())
                .expireAfterWrite(config.stale())
                .executor(Runnable::run)
                .build();
        this.people = Caffeine.newBuilder()
                .maximumSize(config.people())
                .expireAfterWrite(config.stale())
                .executor(Runnable::run)
                .build();
    }

    /** What every answer about a person begins with is not displaced by large answers. */
    private Cache<CacheKey<?>, Entry> entries(CacheKey<?> key) {
        return key.kind().about() == Kind.About.PERSON ? people : answers;
    }

    /** What is kept of this kind can be forgotten before anybody asked this replica for it. */
    public void declare(Kind<?> kind) {
        kinds.add(kind);
    }

    /** @return empty where {@link #get} has more to do than to give what is here */
    public <T> Optional<Cached<T>> fresh(CacheKey<T> key) {
        Entry known = entries(key).getIfPresent(key);
        if (known == null || Freshness.of(known, clock.instant(), config) != Freshness.FRESH) {
            return Optional.empty();
        }
        observer.asked(key.kind().name(), Outcome.FRESH);
        return Optional.of(cached(known, false));
    }

    /** @return fails with {@link SourceException} if there is no answer, or with what else made the load fail */
    public <T> Uni<Cached<T>> get(CacheKey<T> key, Supplier<Uni<T>> load) {
        return Uni.createFrom().deferred(() -> {
            Entry known = entries(key).getIfPresent(key);
            if (known == null) {
                return ask(key, load, config.deadline());
            }
            return switch (Freshness.of(known, clock.instant(), config)) {
                case FRESH -> give(key, known, Outcome.FRESH);
                case REVALIDATE -> {
                    load(key, load);
                    yield give(key, known, known.failedAt() == null ? Outcome.REVALIDATED : Outcome.STALE);
                }
                case FAILED_LATELY -> give(key, known, Outcome.STALE);
                case OLD -> ask(key, load, config.patience());
                case GONE -> ask(key, load, config.deadline());
            };
        });
    }

    private <T> Uni<Cached<T>> give(CacheKey<T> key, Entry entry, Outcome outcome) {
        observer.asked(key.kind().name(), outcome);
        return Uni.createFrom().item(cached(entry, outcome == Outcome.STALE));
    }

    private <T> Uni<Cached<T>> ask(CacheKey<T> key, Supplier<Uni<T>> load, Duration patience) {
        Executor caller = threads.caller();
        return Uni.createFrom()
                .completionStage(() -> load(key, load).copy())
                .ifNoItem()
                .after(patience)
                .on(threads.timer())
                .failWith(() -> new SourceException(key.source(), Reason.TIMEOUT))
                .chain(entry -> give(key, entry, Outcome.LOADED))
                .onFailure(SourceException.class)
                .recoverWithUni(failure -> lastKnown(key, failure))
                .emitOn(caller);
    }

    private <T> CompletableFuture<Entry> load(CacheKey<T> key, Supplier<Uni<T>> load) {
        kinds.add(key.kind());
        var started = new CompletableFuture<Entry>();
        CompletableFuture<Entry> loading = loads.compute(key, (same, current) -> current == null ? started : current);
        if (loading == started) {
            run(key, () -> apart(load), started);
        }
        return loading;
    }

    private <T> void run(CacheKey<T> key, Supplier<Uni<T>> load, CompletableFuture<Entry> started) {
        Entry known = entries(key).getIfPresent(key);
        if (known != null && Freshness.of(known, clock.instant(), config) == Freshness.FRESH) {
            loads.remove(key, started);
            started.complete(known);
            return;
        }
        Uni.createFrom()
                .deferred(() -> replicas.ask(key, load, this::remember))
                .subscribe()
                .with(entry -> finish(key, started, entry), failure -> {
                    loads.remove(key, started);
                    failed(key, failure);
                    started.completeExceptionally(failure);
                });
    }

    /** Whoever asked may be gone before the answer is there. */
    private <T> Uni<T> apart(Supplier<Uni<T>> load) {
        return Uni.createFrom().<T>deferred(load::get).runSubscriptionOn(threads::detached);
    }

    /** Stores and ends in one step, so that an invalidation comes before or after both. */
    private void finish(CacheKey<?> key, CompletableFuture<Entry> started, Entry entry) {
        loads.computeIfPresent(key, (same, current) -> {
            if (current != started) {
                return current;
            }
            entries(key).put(key, entry);
            return null;
        });
        started.complete(entry);
    }

    /** What another replica knew, to be given as stale if need be. */
    private void remember(CacheKey<?> key, Entry found) {
        entries(key).asMap().putIfAbsent(key, found.outdate());
    }

    private void failed(CacheKey<?> key, Throwable failure) {
        if (failure instanceof SourceException) {
            entries(key).asMap().computeIfPresent(key, (same, entry) -> entry.failed(clock.instant()));
        }
    }

    private <T> Uni<Cached<T>> lastKnown(CacheKey<T> key, Throwable failure) {
        failed(key, failure);
        @Nullable Entry known = entries(key).getIfPresent(key);
        if (known == null || Freshness.of(known, clock.instant(), config) == Freshness.GONE) {
            observer.asked(key.kind().name(), Outcome.FAILED);
            return Uni.createFrom().failure(failure);
        }
        return give(key, known, Outcome.STALE);
    }

    /** Bytes kept, roughly. */
    long weight() {
        answers.cleanUp();
        return answers.policy()
                .eviction()
                .map(eviction -> eviction.weightedSize().orElse(0))
                .orElse(0L);
    }

    /** The kind of a key says the type, and entries come under the key they were asked by only. */
    @SuppressWarnings("unchecked")
    private static <T> Cached<T> cached(Entry entry, boolean stale) {
        return new Cached<>((T) entry.value(), entry.readAt(), stale);
    }

    /** Something about this account changed: ask again before the next answer. */
    public void invalidate(LmsAccount account) {
        keysOf(Kind.About.ACCOUNT, account.source(), account.userId(), this::outdate);
    }

    /** Which accounts this person has may have changed. */
    public void invalidatePerson(String cmsSource, String cmsUid) {
        keysOf(Kind.About.PERSON, cmsSource, cmsUid, this::outdate);
    }

    /** A course of this LMS changed: what tells of it is outdated, and what is about all its courses. */
    public void invalidateCourse(String source, String courseId) {
        answers.asMap().entrySet().stream()
                .filter(entry -> entry.getKey().source().equals(source))
                .filter(entry -> tellsOf(entry.getKey(), entry.getValue(), courseId))
                .forEach(entry -> outdate(entry.getKey()));
        loads.keySet().stream().filter(key -> key.source().equals(source)).forEach(this::outdate);
    }

    private static boolean tellsOf(CacheKey<?> key, Entry entry, String courseId) {
        return key.kind().about() == Kind.About.COURSES
                || entry.value() instanceof Content content
                        && content.courseIds().contains(courseId);
    }

    /** Who has which account may have changed. */
    public void invalidatePeople() {
        people.asMap().keySet().forEach(this::outdate);
        loads.keySet().stream()
                .filter(key -> key.kind().about() == Kind.About.PERSON)
                .forEach(this::outdate);
    }

    /** Events may have been missed. */
    public void invalidateAll() {
        answers.asMap().keySet().forEach(this::outdate);
        people.asMap().keySet().forEach(this::outdate);
        loads.keySet().forEach(this::outdate);
    }

    /**
     * Nothing about this account may be kept any longer, here or in what the replicas share.
     *
     * @return completes once it is gone from there, too, which is tried again while that is away
     */
    public CompletableFuture<Void> forget(LmsAccount account) {
        var removals = new ArrayList<CompletableFuture<Void>>();
        keysOf(Kind.About.ACCOUNT, account.source(), account.userId(), key -> {
            drop(key);
            // Again, since meanwhile it may have come back from there.
            removals.add(replicas.forget(key, () -> drop(key)));
        });
        return CompletableFuture.allOf(removals.toArray(CompletableFuture[]::new));
    }

    /** Somebody may have been forgotten without this replica: what it keeps of people goes. */
    public void forgetPeople() {
        Stream.of(answers, people)
                .flatMap(kept -> kept.asMap().keySet().stream())
                .filter(key -> key.kind().about() != Kind.About.COURSES)
                .forEach(this::drop);
    }

    /** Which accounts this person had may not be kept any longer. */
    public void forgetPerson(String cmsSource, String cmsUid) {
        keysOf(Kind.About.PERSON, cmsSource, cmsUid, this::drop);
    }

    private void keysOf(Kind.About about, String source, String subject, Consumer<CacheKey<?>> action) {
        kinds.stream()
                .filter(kind -> kind.about() == about)
                .map(kind -> new CacheKey<>(kind, source, subject))
                .forEach(action);
    }

    private void drop(CacheKey<?> key) {
        outdate(key);
        entries(key).invalidate(key);
    }

    private void outdate(CacheKey<?> key) {
        loads.compute(key, (same, current) -> {
            entries(key).asMap().computeIfPresent(key, (alike, entry) -> entry.outdate());
            return null;
        });
    }
}
