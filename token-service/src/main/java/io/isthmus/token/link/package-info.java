/** A replica of the links that user-sync-service publishes. */
@NullMarked
package io.isthmus.token.link;

import org.jspecify.annotations.NullMarked;
