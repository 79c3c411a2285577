package io.isthmus.token.redis;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What one event loop asks within a turn is asked of Redis together: one command for all of it. They share their luck,
 * so only what fails alike belongs here.
 */
public final class Turns<Q, A> {

    private final Function<List<Q>, Uni<List<A>>> together;
    private final Map<Thread, Turn> turns = new ConcurrentHashMap<>();

    /** @param together gives the answers in the questions' order */
    public Turns(Function<List<Q>, Uni<List<A>>> together) {
        this.together = together;
    }

    /** @return the answer, on the context that asked. Elsewhere than on an event loop each question goes by itself */
    public Uni<A> ask(Q question) {
        return Uni.createFrom().emitter(emitter -> {
            ContextInternal context = ContextInternal.current();
            if (context != null && Context.isOnEventLoopThread()) {
                turns.computeIfAbsent(Thread.currentThread(), loop -> new Turn())
                        .add(new Asked<>(question, emitter, context));
                return;
            }
            together.apply(List.of(question))
                    .subscribe()
                    .with(answers -> emitter.complete(answers.get(0)), emitter::fail);
        });
    }

    /** @param context of who asked, where the answer is wanted */
    private record Asked<Q, A>(Q question, UniEmitter<? super A> emitter, ContextInternal context) {

        void answer(A answer) {
            context.emit(answer, emitter::complete);
        }

        void fail(Throwable failure) {
            context.emit(failure, emitter::fail);
        }
    }

    /** Of one event loop, and touched by that alone. */
    private final class Turn {

        private List<Asked<Q, A>> asked = new ArrayList<>();

        void add(Asked<Q, A> one) {
            asked.add(one);
            if (asked.size() == 1) {
                one.context().runOnContext(end -> send());
            }
        }

        private void send() {
            List<Asked<Q, A>> all = asked;
            asked = new ArrayList<>();
            together.apply(all.stream().map(Asked::question).toList())
                    .subscribe()
                    .with(answers -> answer(all, answers), failure -> all.forEach(one -> one.fail(failure)));
        }

        private void answer(List<Asked<Q, A>> all, List<A> answers) {
            for (int i = 0; i < all.size(); i++) {
                all.get(i).answer(answers.get(i));
            }
        }
    }
}
