/** Pages for people, in their language. */
@NullMarked
package io.isthmus.token.page;

import org.jspecify.annotations.NullMarked;
