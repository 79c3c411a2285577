package io.isthmus.usersync;

import io.isthmus.usersync.trace.Traces;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Turns many single questions into few calls: what comes in while all calls are busy goes together into the next one.
 * A lone question is asked at once.
 *
 * @param <Q> question
 * @param <A> answer
 */
public final class Batcher<Q, A> {

    private final int most;
    private final int parallel;
    private final Duration linger;
    private final Function<List<Q>, Uni<List<A>>> call;
    private final Deque<Waiting<Q, A>> queue = new ArrayDeque<>();
    private int busy;
    private boolean lingering;
    private boolean lingered;

    private record Waiting<Q, A>(Q question, Context asker, UniEmitter<? super A> emitter) {}

    /**
     * @param most questions in one call
     * @param parallel calls at a time
     * @param linger how long questions wait for more to fill their call, and only while another call is under way
     * @param call gives an answer to every question, in their order
     */
    public Batcher(int most, int parallel, Duration linger, Function<List<Q>, Uni<List<A>>> call) {
        this.most = most;
        this.parallel = parallel;
        this.linger = linger;
        this.call = call;
    }

    public Uni<A> ask(Q question) {
        return Uni.createFrom()
                .context(asker -> Uni.createFrom().emitter(emitter -> {
                    synchronized (this) {
                        queue.add(new Waiting<>(question, asker, emitter));
                    }
                    next();
                }));
    }

    private void next() {
        List<Waiting<Q, A>> batch = take();
        if (batch.isEmpty()) {
            return;
        }
        List<Q> questions = batch.stream().map(Waiting::question).toList();
        Traces.inTheNameOf(
                        batch.stream().map(Waiting::asker).toList(),
                        Uni.createFrom().deferred(() -> call.apply(questions)))
                .subscribe()
                .with(answers -> answered(batch, answers), failure -> failed(batch, failure));
    }

    private synchronized List<Waiting<Q, A>> take() {
        var batch = new ArrayList<Waiting<Q, A>>();
        if (busy >= parallel || queue.isEmpty()) {
            return batch;
        }
        if (busy > 0 && queue.size() < most && !lingered && !linger.isZero()) {
            waitForMore();
            return batch;
        }
        lingered = false;
        while (batch.size() < most && !queue.isEmpty()) {
            batch.add(queue.remove());
        }
        busy++;
        return batch;
    }

    private void waitForMore() {
        if (lingering) {
            return;
        }
        lingering = true;
        Uni.createFrom().voidItem().onItem().delayIt().by(linger).subscribe().with(over -> {
            synchronized (this) {
                lingering = false;
                lingered = true;
            }
            next();
        });
    }

    private void answered(List<Waiting<Q, A>> batch, List<A> answers) {
        if (answers.size() != batch.size()) {
            failed(batch, new IllegalStateException(answers.size() + " answers to " + batch.size() + " questions"));
            return;
        }
        done();
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).emitter().complete(answers.get(i));
        }
    }

    private void failed(List<Waiting<Q, A>> batch, Throwable failure) {
        done();
        batch.forEach(waiting -> waiting.emitter().fail(failure));
    }

    private void done() {
        synchronized (this) {
            busy--;
        }
        next();
    }
}
