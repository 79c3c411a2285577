/** Who is at the door: mints and verifies single-use SSO tokens, logs people in and out. */
@NullMarked
package io.isthmus.token;

import org.jspecify.annotations.NullMarked;
