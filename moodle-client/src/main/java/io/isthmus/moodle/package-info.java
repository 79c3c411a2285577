/** The web-service protocol of Moodle: forms in, JSON or a typed error out. No domain words. */
@NullMarked
package io.isthmus.moodle;

import org.jspecify.annotations.NullMarked;
