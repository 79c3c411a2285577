package io.isthmus.course.certificate;

import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;

/**
 * A certificate to print, on its way; its content is consumed or cancelled, once.
 *
 * @param filename without characters that a header or a file system could trip over
 * @param length bytes; −1 if the LMS does not tell
 */
public record Pdf(String filename, long length, Multi<Buffer> content) {}
