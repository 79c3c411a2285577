/** PromQL, as far as dashboards and alerts need it. */
@NullMarked
package io.isthmus.checks.promql;

import org.jspecify.annotations.NullMarked;
