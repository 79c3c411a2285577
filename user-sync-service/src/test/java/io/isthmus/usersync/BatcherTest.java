package io.isthmus.usersync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.testbed.Await;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class BatcherTest {

    private final List<List<Integer>> calls = new CopyOnWriteArrayList<>();
    private final List<UniEmitter<? super List<Integer>>> answers = new CopyOnWriteArrayList<>();
    private final Batcher<Integer, Integer> batcher = batcher(Duration.ZERO);

    private Batcher<Integer, Integer> batcher(Duration linger) {
        return new Batcher<>(3, 2, linger, questions -> {
            calls.add(questions);
            return Uni.createFrom().emitter(answers::add);
        });
    }

    private void answer(int call) {
        answers.get(call)
                .complete(
                        calls.get(call).stream().map(question -> question * 10).toList());
    }

    @Test
    void asksALoneQuestionAtOnce() {
        var answer = batcher.ask(1).subscribe().asCompletionStage();
        answer(0);

        assertThat(answer).isCompletedWithValue(10);
    }

    @Test
    void putsTogetherWhatCameInWhileAllCallsWereBusy() {
        var all = new ArrayList<CompletableFuture<Integer>>();
        for (int question = 1; question <= 6; question++) {
            all.add(batcher.ask(question).subscribe().asCompletionStage());
        }
        assertThat(calls).containsExactly(List.of(1), List.of(2));

        answer(0);
        assertThat(calls).hasSize(3).last().isEqualTo(List.of(3, 4, 5));
        answer(1);
        answer(2);
        answer(3);

        assertThat(calls).last().isEqualTo(List.of(6));
        assertThat(all).extracting(CompletableFuture::join).containsExactly(10, 20, 30, 40, 50, 60);
    }

    @Test
    void waitsForCompanyWhileAnotherCallIsUnderWay() {
        Batcher<Integer, Integer> patient = batcher(Duration.ofDays(1));
        for (int question = 1; question <= 4; question++) {
            patient.ask(question).subscribe().asCompletionStage();
        }
        patient.ask(5).subscribe().asCompletionStage();

        assertThat(calls).containsExactly(List.of(1), List.of(2, 3, 4));
    }

    @Test
    void waitsForCompanyOnlySoLong() {
        Batcher<Integer, Integer> patient = batcher(Duration.ofMillis(1));
        patient.ask(1).subscribe().asCompletionStage();
        patient.ask(2).subscribe().asCompletionStage();

        Await.until("the second call", () -> calls.size() == 2);
        assertThat(calls).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void asksAtOnceWhatWaitedForCompanyWhenTheOnlyCallEnds() {
        Batcher<Integer, Integer> patient = batcher(Duration.ofDays(1));
        patient.ask(1).subscribe().asCompletionStage();
        patient.ask(2).subscribe().asCompletionStage();
        answer(0);

        assertThat(calls).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void goesOnAfterACallThatFailed() {
        var failing = batcher.ask(1).subscribe().asCompletionStage();
        batcher.ask(2).subscribe().asCompletionStage();
        var waiting = batcher.ask(3).subscribe().asCompletionStage();

        answers.get(0).fail(new IllegalStateException("down"));
        answer(2);

        assertThatThrownBy(failing::join).hasRootCauseMessage("down");
        assertThat(waiting).isCompletedWithValue(30);
    }

    @Test
    void goesOnAfterACallThatBreaksOrAnswersTooLittle() {
        var failing = new Batcher<Integer, Integer>(3, 1, Duration.ZERO, questions -> {
            if (questions.contains(1)) {
                throw new IllegalStateException("broken");
            }
            return Uni.createFrom().item(questions.contains(2) ? List.of() : questions);
        });

        assertThatThrownBy(() -> failing.ask(1).await().indefinitely()).hasMessage("broken");
        assertThatThrownBy(() -> failing.ask(2).await().indefinitely()).hasMessage("0 answers to 1 questions");
        assertThat(failing.ask(3).await().indefinitely()).isEqualTo(3);
    }
}
