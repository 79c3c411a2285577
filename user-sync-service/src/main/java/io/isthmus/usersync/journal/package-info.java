/** Every incoming change, appended before anything else happens, and what became of it. */
@NullMarked
package io.isthmus.usersync.journal;

import org.jspecify.annotations.NullMarked;
