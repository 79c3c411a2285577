/** A person's way in: a verified token becomes a session at the LMS. */
@NullMarked
package io.isthmus.token.login;

import org.jspecify.annotations.NullMarked;
