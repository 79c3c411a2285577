package io.isthmus.token.redis;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Requests that one event loop makes within a turn go to Redis together: one write and one read for all of them, here
 * and there. They share their luck, so only requests that fail alike belong here.
 */
final class RedisTurns {

    private final RedisLanes lanes;
    private final Map<Thread, Turn> turns = new ConcurrentHashMap<>();

    RedisTurns(RedisLanes lanes) {
        this.lanes = lanes;
    }

    Uni<Response> send(Request request) {
        return Uni.createFrom().emitter(emitter -> {
            ContextInternal context = ContextInternal.current();
            if (context != null && Context.isOnEventLoopThread()) {
                turns.computeIfAbsent(Thread.currentThread(), loop -> new Turn())
                        .add(new Asked(request, emitter, context));
                return;
            }
            lanes.send(request).subscribe().with(emitter::complete, emitter::fail);
        });
    }

    /** @param context of who asked, where the answer is wanted */
    private record Asked(Request request, UniEmitter<? super Response> emitter, ContextInternal context) {

        void answer(@Nullable Response answer) {
            context.emit(answer, emitter::complete);
        }

        void fail(Throwable failure) {
            context.emit(failure, emitter::fail);
        }
    }

    /** Of one event loop, and touched by that alone. */
    private final class Turn {

        private List<Asked> asked = new ArrayList<>();

        void add(Asked one) {
            asked.add(one);
            if (asked.size() == 1) {
                one.context().runOnContext(end -> send());
            }
        }

        private void send() {
            List<Asked> all = asked;
            asked = new ArrayList<>();
            if (all.size() == 1) {
                Asked one = all.get(0);
                lanes.send(one.request()).subscribe().with(one::answer, one::fail);
                return;
            }
            lanes.send(all.stream().map(Asked::request).toList())
                    .subscribe()
                    .with(answers -> answer(all, answers), failure -> all.forEach(one -> one.fail(failure)));
        }

        private static void answer(List<Asked> all, List<Response> answers) {
            for (int i = 0; i < all.size(); i++) {
                all.get(i).answer(answers.get(i));
            }
        }
    }
}
