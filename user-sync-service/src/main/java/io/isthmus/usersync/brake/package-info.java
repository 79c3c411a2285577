/** Holds suspensions and deletions back when they become suspiciously many, until a person has looked. */
@NullMarked
package io.isthmus.usersync.brake;

import org.jspecify.annotations.NullMarked;
