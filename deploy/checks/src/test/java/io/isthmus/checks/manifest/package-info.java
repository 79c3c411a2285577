/** What rendered manifests have to fulfil. */
@NullMarked
package io.isthmus.checks.manifest;

import org.jspecify.annotations.NullMarked;
