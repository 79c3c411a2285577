/** The service as a whole, between a real PostgreSQL, a real Kafka, the LMS stand-in and the portal. */
@NullMarked
package io.isthmus.usersync;

import org.jspecify.annotations.NullMarked;
