/** What happens while something the service needs is away, and after. */
@NullMarked
package io.isthmus.token.outage;

import org.jspecify.annotations.NullMarked;
