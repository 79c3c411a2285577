/** Forgets people when user-sync-service says so. */
@NullMarked
package io.isthmus.token.erasure;

import org.jspecify.annotations.NullMarked;
