/** Keeps the users of a CMS and of an LMS the same. */
@NullMarked
package io.isthmus.usersync;

import org.jspecify.annotations.NullMarked;
