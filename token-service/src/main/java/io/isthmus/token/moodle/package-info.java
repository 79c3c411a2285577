/** Moodle as the LMS: its accounts and auth_userkey's way in. */
@NullMarked
package io.isthmus.token.moodle;

import org.jspecify.annotations.NullMarked;
