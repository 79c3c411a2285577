/** Mints tokens for clients. */
@NullMarked
package io.isthmus.token.issue;

import org.jspecify.annotations.NullMarked;
