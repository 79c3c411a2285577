/** Each token once, from any number of replicas. */
@NullMarked
package io.isthmus.token.nonce;

import org.jspecify.annotations.NullMarked;
