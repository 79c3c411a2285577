/** What is known of one person, and how it is forgotten. */
@NullMarked
package io.isthmus.usersync.subject;

import org.jspecify.annotations.NullMarked;
