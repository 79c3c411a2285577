/** What token-service is measured by. */
@NullMarked
package io.isthmus.bench.token;

import org.jspecify.annotations.NullMarked;
