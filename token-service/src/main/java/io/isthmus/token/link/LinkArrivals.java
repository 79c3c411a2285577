package io.isthmus.token.link;

import io.isthmus.token.verify.Subject;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Lets people wait for their link to be heard of. */
@Singleton
public class LinkArrivals {

    private static final int MAX_WAITING = 1000;

    private final Map<String, Set<CompletableFuture<Boolean>>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Somebody who waits from the moment this exists; close it in any case.
     *
     * @param arrived completes when the link is heard of; at once if too many wait already
     */
    public record Waiter(CompletableFuture<Boolean> arrived, Runnable leave) {

        /** @return whether the link was heard of in time */
        public Uni<Boolean> within(Duration limit) {
            return Uni.createFrom()
                    .completionStage(arrived)
                    .ifNoItem()
                    .after(limit)
                    .recoverWithItem(false)
                    .onTermination()
                    .invoke(leave);
        }
    }

    public Waiter await(Subject subject, String lmsSource) {
        var arrived = new CompletableFuture<Boolean>();
        if (count.incrementAndGet() > MAX_WAITING) {
            count.decrementAndGet();
            return new Waiter(CompletableFuture.completedFuture(false), () -> {});
        }
        String key = Link.key(subject.source(), subject.id(), lmsSource);
        waiting.compute(key, (same, others) -> {
            Set<CompletableFuture<Boolean>> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(arrived);
            return all;
        });
        return new Waiter(arrived, () -> leave(key, arrived));
    }

    void heard(@Observes LinkChanged change) {
        change.link().filter(link -> link.status() == LinkStatus.LINKED).ifPresent(link -> {
            wake(link.key());
            link.cmsUsername()
                    .map(username -> Subject.ofUsername(link.cmsSource(), username))
                    .ifPresent(subject -> wake(Link.key(subject.source(), subject.id(), link.lmsSource())));
        });
    }

    private void wake(String key) {
        waiting.getOrDefault(key, Set.of()).forEach(arrived -> arrived.complete(true));
    }

    private void leave(String key, CompletableFuture<Boolean> arrived) {
        waiting.computeIfPresent(key, (same, all) -> {
            if (all.remove(arrived)) {
                count.decrementAndGet();
            }
            return all.isEmpty() ? null : all;
        });
    }
}
