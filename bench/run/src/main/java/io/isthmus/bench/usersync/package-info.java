/** What user-sync-service is measured by. */
@NullMarked
package io.isthmus.bench.usersync;

import org.jspecify.annotations.NullMarked;
