package io.isthmus.token.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final int UNANSWERABLE = 13;

    private final Vertx vertx = Vertx.vertx();
    private final ContextInternal loop = (ContextInternal) vertx.getOrCreateContext();
    private final List<List<Integer>> asked = new CopyOnWriteArrayList<>();
    private final Turns<Integer, String> turns = new Turns<>(this::answer);

    @AfterEach
    void end() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void whatIsAskedWithinATurnIsAskedAsOneAndAnsweredInOrder() {
        List<CompletableFuture<String>> answers = askInOneTurn(1, 2, 3);

        assertThat(answers).extracting(CompletableFuture::join).containsExactly("1 it is", "2 it is", "3 it is");
        assertThat(asked).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void theNextTurnBeginsAnew() {
        askInOneTurn(1, 2).forEach(CompletableFuture::join);

        List<CompletableFuture<String>> answers = askInOneTurn(3, 4);

        assertThat(answers).extracting(CompletableFuture::join).containsExactly("3 it is", "4 it is");
        assertThat(asked).containsExactly(List.of(1, 2), List.of(3, 4));
    }

    @Test
    void theFailureOfOneIsEverybodys() {
        List<CompletableFuture<String>> answers = askInOneTurn(1, UNANSWERABLE, 3);

        assertThat(answers)
                .allSatisfy(answer -> assertThatThrownBy(answer::join)
                        .isInstanceOf(CompletionException.class)
                        .hasCauseInstanceOf(IllegalStateException.class));
    }

    @Test
    void eachIsAnsweredOnTheContextThatAsked() {
        var first = loop.duplicate();
        var second = loop.duplicate();
        var answeredOn = new CompletableFuture<ContextInternal>();
        loop.runOnContext(turn -> {
            first.dispatch(1, one -> ask(one, new CompletableFuture<>()));
            second.dispatch(
                    2,
                    two -> turns.ask(two)
                            .subscribe()
                            .with(
                                    answer -> answeredOn.complete(ContextInternal.current()),
                                    answeredOn::completeExceptionally));
        });

        assertThat(answeredOn.orTimeout(20, TimeUnit.SECONDS).join()).isSameAs(second);
        assertThat(asked).containsExactly(List.of(1, 2));
    }

    @Test
    void elsewhereThanOnAnEventLoopEachQuestionGoesByItself() {
        var one = new CompletableFuture<String>();
        var two = new CompletableFuture<String>();

        ask(1, one);
        ask(2, two);

        assertThat(List.of(one.join(), two.join())).containsExactly("1 it is", "2 it is");
        assertThat(asked).containsExactly(List.of(1), List.of(2));
    }

    @Test
    void aWorkerThreadHasNoTurns() throws Exception {
        List<List<Integer>> askedAtOnce = vertx.executeBlocking(() -> {
                    ask(1, new CompletableFuture<>());
                    ask(2, new CompletableFuture<>());
                    return List.copyOf(asked);
                })
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);

        assertThat(askedAtOnce).containsExactly(List.of(1), List.of(2));
    }

    private Uni<List<String>> answer(List<Integer> questions) {
        asked.add(questions);
        return questions.contains(UNANSWERABLE)
                ? Uni.createFrom().failure(new IllegalStateException("nobody knows"))
                : Uni.createFrom()
                        .item(questions.stream()
                                .map(question -> question + " it is")
                                .toList());
    }

    private List<CompletableFuture<String>> askInOneTurn(int... questions) {
        List<CompletableFuture<String>> answers = IntStream.range(0, questions.length)
                .mapToObj(i -> new CompletableFuture<String>().orTimeout(20, TimeUnit.SECONDS))
                .toList();
        loop.runOnContext(turn -> {
            for (int i = 0; i < questions.length; i++) {
                ask(questions[i], answers.get(i));
            }
        });
        return answers;
    }

    private void ask(int question, CompletableFuture<String> answer) {
        turns.ask(question).subscribe().with(answer::complete, answer::completeExceptionally);
    }
}
