/** What every answer of the API has in common. */
@NullMarked
package io.isthmus.usersync.http;

import org.jspecify.annotations.NullMarked;
