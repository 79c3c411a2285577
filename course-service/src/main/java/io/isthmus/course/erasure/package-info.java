/** Forgets people when user-sync-service says so. */
@NullMarked
package io.isthmus.course.erasure;

import org.jspecify.annotations.NullMarked;
