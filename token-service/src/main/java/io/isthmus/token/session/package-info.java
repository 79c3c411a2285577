/** Isthmus sessions and the way out. */
@NullMarked
package io.isthmus.token.session;

import org.jspecify.annotations.NullMarked;
