package io.isthmus.token.client;

import java.util.List;

/** A registry file that is not taken, with everything that is wrong with it. Holds no secret. */
public final class InvalidRegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    InvalidRegistryException(List<String> problems) {
        super("client registry: " + String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
