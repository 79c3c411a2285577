package io.isthmus.local;

/** Why the stack cannot run, in words for the person who started it. */
final class StackException extends RuntimeException {

    StackException(String message) {
        super(message);
    }
}
