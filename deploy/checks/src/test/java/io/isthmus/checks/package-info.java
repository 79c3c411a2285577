/** Holds what is deployed (manifests, compose file, images, dashboards, alerts) to what the services are. */
@NullMarked
package io.isthmus.checks;

import org.jspecify.annotations.NullMarked;
