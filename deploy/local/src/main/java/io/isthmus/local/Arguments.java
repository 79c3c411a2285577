package io.isthmus.local;

import java.util.List;
import java.util.Set;

/**
 * The command line.
 *
 * @param fresh drop the data of earlier runs first
 * @param once stop as soon as everything is ready
 * @param withParent stop when the process that started this one is gone
 */
record Arguments(boolean fresh, boolean once, boolean withParent) {

    static final String USAGE = "Arguments: --fresh (drop the data of earlier runs), --once (stop when ready).";

    private static final Set<String> KNOWN = Set.of("--fresh", "--once", "--with-parent");

    /** @throws StackException on an argument that is not known */
    static Arguments parse(String... arguments) {
        List<String> given = List.of(arguments);
        for (String argument : given) {
            if (!KNOWN.contains(argument)) {
                throw new StackException("Unknown argument '" + argument + "'. " + USAGE);
            }
        }
        return new Arguments(given.contains("--fresh"), given.contains("--once"), given.contains("--with-parent"));
    }
}
