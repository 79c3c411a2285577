/** Dashboards, alerts and runbooks. */
@NullMarked
package io.isthmus.checks.observe;

import org.jspecify.annotations.NullMarked;
