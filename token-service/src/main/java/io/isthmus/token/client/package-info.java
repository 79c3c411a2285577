/** Who may mint and verify: the registry, its key rings and what authenticates a client. */
@NullMarked
package io.isthmus.token.client;

import org.jspecify.annotations.NullMarked;
