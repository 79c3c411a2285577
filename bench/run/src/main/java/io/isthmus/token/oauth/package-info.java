/** Stands beside token-service's package of this name, to measure what only that package sees. */
@NullMarked
package io.isthmus.token.oauth;

import org.jspecify.annotations.NullMarked;
