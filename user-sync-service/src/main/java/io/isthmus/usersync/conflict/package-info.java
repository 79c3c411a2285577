/** What only a person can decide. */
@NullMarked
package io.isthmus.usersync.conflict;

import org.jspecify.annotations.NullMarked;
