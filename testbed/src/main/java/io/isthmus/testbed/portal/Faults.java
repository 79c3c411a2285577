package io.isthmus.testbed.portal;

import io.isthmus.testbed.portal.session.Authentication;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.function.ToIntFunction;

/** What a test lets go wrong at the portal; everything but {@code /_standin/} is hit. */
public final class Faults implements Handler<RoutingContext> {

    /** Ways to be of no use. */
    public enum Kind {
        NONE,
        /** The connection is closed without an answer. */
        DOWN,
        /** The answer comes late. */
        SLOW,
        /** 500 with a page. */
        ERROR,
        /** Every caller counts as nobody. */
        ANONYMOUS,
        /** JSON:API collections have nothing in them. */
        EMPTY_LIST,
        /** JSON:API collections have every other user only: those of an odd uid, whoever is asked for. */
        HALF_LIST,
        /** The work is done, but the connection is closed instead of an answer. */
        DROP_ANSWER
    }

    private record State(Kind kind, Duration delay) {}

    private static final State NONE = new State(Kind.NONE, Duration.ZERO);

    private volatile State state = NONE;

    public void down() {
        state = new State(Kind.DOWN, Duration.ZERO);
    }

    public void slow(Duration delay) {
        state = new State(Kind.SLOW, delay);
    }

    public void error() {
        state = new State(Kind.ERROR, Duration.ZERO);
    }

    public void anonymous() {
        state = new State(Kind.ANONYMOUS, Duration.ZERO);
    }

    public void emptyLists() {
        state = new State(Kind.EMPTY_LIST, Duration.ZERO);
    }

    public void halfLists() {
        state = new State(Kind.HALF_LIST, Duration.ZERO);
    }

    public void dropAnswers() {
        state = new State(Kind.DROP_ANSWER, Duration.ZERO);
    }

    public void clear() {
        state = NONE;
    }

    void set(Kind kind, Duration delay) {
        state = new State(kind, delay);
    }

    public Kind kind() {
        return state.kind();
    }

    @Override
    public void handle(RoutingContext context) {
        State now = state;
        switch (now.kind()) {
            case DOWN -> context.request().connection().close();
            case SLOW -> {
                context.request().pause();
                context.vertx().setTimer(Math.max(1, now.delay().toMillis()), timer -> {
                    context.request().resume();
                    context.next();
                });
            }
            case ERROR ->
                context.response()
                        .setStatusCode(500)
                        .putHeader("Content-Type", "text/plain; charset=UTF-8")
                        .end("The website encountered an unexpected error. Try again later.");
            case ANONYMOUS -> {
                Authentication.anonymize(context);
                context.next();
            }
            default -> context.next();
        }
    }

    /** With the body read and the work to do: the connection goes first, so that nothing of the answer can get out. */
    void cutBeforeAnswer(RoutingContext context) {
        if (state.kind() != Kind.DROP_ANSWER) {
            context.next();
            return;
        }
        context.request().connection().close().onComplete(closed -> context.next());
    }

    /** @return what is left of a collection */
    public <T> List<T> shrink(List<T> rows, ToIntFunction<T> uid) {
        return switch (state.kind()) {
            case EMPTY_LIST -> List.of();
            case HALF_LIST ->
                rows.stream().filter(row -> uid.applyAsInt(row) % 2 == 1).toList();
            default -> rows;
        };
    }
}
