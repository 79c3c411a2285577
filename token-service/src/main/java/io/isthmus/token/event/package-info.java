/** What happened at the door, told to the other services and to audit. */
@NullMarked
package io.isthmus.token.event;

import org.jspecify.annotations.NullMarked;
