package io.isthmus.course.dashboard;

import io.isthmus.course.http.Body;
import java.time.Instant;

/**
 * Something to tell.
 *
 * @param readAt when the oldest part of it was read
 */
record Told(Body body, Instant readAt) {}
