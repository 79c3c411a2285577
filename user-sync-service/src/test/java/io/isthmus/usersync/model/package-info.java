/** In-memory sides that keep Moodle's and Drupal's rules, and what goes wrong with them. */
@NullMarked
package io.isthmus.usersync.model;

import org.jspecify.annotations.NullMarked;
