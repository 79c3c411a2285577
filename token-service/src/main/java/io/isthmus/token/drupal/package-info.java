/** Drupal as the CMS: whose a session cookie is, and what it says of them. */
@NullMarked
package io.isthmus.token.drupal;

import org.jspecify.annotations.NullMarked;
