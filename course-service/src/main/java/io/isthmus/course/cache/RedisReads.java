package io.isthmus.course.cache;

import io.isthmus.course.cache.SharedCache.Shared;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What an event loop asks for within a turn is read by one command, the parts of one dashboard and those of others: one
 * write and one read for all of them, here and at Redis, and the breaker is passed once.
 */
final class RedisReads {

    private final Function<List<String>, Uni<Map<String, Shared>>> read;
    private final Map<Thread, Turn> turns = new ConcurrentHashMap<>();

    /** @param read gives what is there of these keys, and never fails */
    RedisReads(Function<List<String>, Uni<Map<String, Shared>>> read) {
        this.read = read;
    }

    Uni<Optional<Shared>> get(String key) {
        return Uni.createFrom().emitter(asker -> {
            var asked = new Asked(key, asker);
            Context context = Vertx.currentContext();
            if (context == null || !Context.isOnEventLoopThread()) {
                send(List.of(asked));
                return;
            }
            turns.computeIfAbsent(Thread.currentThread(), loop -> new Turn()).add(asked, context);
        });
    }

    private record Asked(String key, UniEmitter<? super Optional<Shared>> asker) {}

    private void send(List<Asked> all) {
        read.apply(all.stream().map(Asked::key).toList())
                .subscribe()
                .with(found -> all.forEach(one -> one.asker().complete(Optional.ofNullable(found.get(one.key())))));
    }

    /** Of one event loop, and touched by that alone. */
    private final class Turn {

        private List<Asked> asked = new ArrayList<>();

        private void add(Asked one, Context context) {
            asked.add(one);
            if (asked.size() == 1) {
                context.runOnContext(end -> {
                    List<Asked> all = asked;
                    asked = new ArrayList<>();
                    send(all);
                });
            }
        }
    }
}
