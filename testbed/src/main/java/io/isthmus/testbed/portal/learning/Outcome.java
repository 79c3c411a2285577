package io.isthmus.testbed.portal.learning;

import java.util.function.Function;

/** What came of asking a service of Isthmus. */
public sealed interface Outcome<T> {

    record Found<T>(T value) implements Outcome<T> {}

    /** There is no such thing, or not for this person. */
    record Missing<T>() implements Outcome<T> {}

    /** The service did not answer, or not with what it should. */
    record Unavailable<T>() implements Outcome<T> {}

    default T orElse(T otherwise) {
        return this instanceof Found<T> found ? found.value() : otherwise;
    }

    default <R> Outcome<R> map(Function<T, R> change) {
        if (this instanceof Found<T> found) {
            return new Found<>(change.apply(found.value()));
        }
        return this instanceof Missing ? new Missing<>() : new Unavailable<>();
    }
}
