/** Endpoints that do nothing but what HTTP and JSON need: what a service could reach at best. */
@NullMarked
package io.isthmus.bench.bare;

import org.jspecify.annotations.NullMarked;
