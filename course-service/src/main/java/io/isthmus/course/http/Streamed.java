package io.isthmus.course.http;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;

/**
 * The body of an answer that is sent as it comes.
 *
 * @param length bytes, sent ahead, so that whoever got less knows; −1 if unknown, then it is sent in chunks
 * @param content consumed once
 */
public record Streamed(long length, Multi<Buffer> content) {}
