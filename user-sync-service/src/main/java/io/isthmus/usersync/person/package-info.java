/** Who is known by which identifiers, and whose turn it is to work on them. */
@NullMarked
package io.isthmus.usersync.person;

import org.jspecify.annotations.NullMarked;
