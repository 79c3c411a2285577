package io.isthmus.bench.load;

import java.util.concurrent.Callable;

/**
 * Something that is measured, or what it is measured against.
 *
 * @param turn measures it for a while; the first turn's result is thrown away
 */
public record Contender(String name, Callable<Sample> turn) {}
