package io.isthmus.usersync.scan;

import io.isthmus.usersync.account.Side;
import io.isthmus.usersync.scan.Seen.Place;
import org.jspecify.annotations.Nullable;

/**
 * How far the scanner of a side has come.
 *
 * @param mark Unix time in seconds: everything that changed before it has been seen
 * @param began of the pass under way, when it began; 0 between passes
 * @param place where that pass stands; null between passes
 */
record Scan(Side side, long mark, long began, @Nullable Place place) {}
