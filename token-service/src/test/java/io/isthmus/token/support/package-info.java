/** What the tests of this service share. */
@NullMarked
package io.isthmus.token.support;

import org.jspecify.annotations.NullMarked;
