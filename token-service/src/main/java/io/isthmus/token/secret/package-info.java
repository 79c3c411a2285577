/** Secrets that cannot print, and what is derived from them. */
@NullMarked
package io.isthmus.token.secret;

import org.jspecify.annotations.NullMarked;
