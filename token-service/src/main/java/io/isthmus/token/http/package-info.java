/** Filters, problems and cookies; no features. */
@NullMarked
package io.isthmus.token.http;

import org.jspecify.annotations.NullMarked;
