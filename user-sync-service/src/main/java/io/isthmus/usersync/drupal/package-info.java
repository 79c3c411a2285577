/** The CMS, in Drupal's words. */
@NullMarked
package io.isthmus.usersync.drupal;

import org.jspecify.annotations.NullMarked;
