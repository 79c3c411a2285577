/** Several instances of the packaged service, as they run in production, with one Redis. */
@NullMarked
package io.isthmus.token.replicas;

import org.jspecify.annotations.NullMarked;
