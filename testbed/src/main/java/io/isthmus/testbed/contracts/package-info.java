@NullMarked
package io.isthmus.testbed.contracts;

import org.jspecify.annotations.NullMarked;
