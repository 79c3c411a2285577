/** Which account of the LMS belongs to which user of the CMS. */
@NullMarked
package io.isthmus.usersync.link;

import org.jspecify.annotations.NullMarked;
