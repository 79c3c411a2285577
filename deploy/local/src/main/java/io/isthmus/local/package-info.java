@NullMarked
package io.isthmus.local;

import org.jspecify.annotations.NullMarked;
