/** The forms in which tokens travel: bytes in, bytes out. No clock, no identity, no storage. */
@NullMarked
package io.isthmus.token.wire;

import org.jspecify.annotations.NullMarked;
