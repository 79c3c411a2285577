@NullMarked
package io.isthmus.testbed.portal;

import org.jspecify.annotations.NullMarked;
