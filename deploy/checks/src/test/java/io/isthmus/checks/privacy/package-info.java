/** What the guide to privacy says, held to what is there. */
@NullMarked
package io.isthmus.checks.privacy;

import org.jspecify.annotations.NullMarked;
