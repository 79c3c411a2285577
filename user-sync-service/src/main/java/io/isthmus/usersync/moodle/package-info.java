/** The LMS, in Moodle's words. */
@NullMarked
package io.isthmus.usersync.moodle;

import org.jspecify.annotations.NullMarked;
