/** Decides whether a token is what it says, for whom, and whether it may still be used. */
@NullMarked
package io.isthmus.token.verify;

import org.jspecify.annotations.NullMarked;
