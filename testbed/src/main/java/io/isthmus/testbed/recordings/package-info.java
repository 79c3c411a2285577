@NullMarked
package io.isthmus.testbed.recordings;

import org.jspecify.annotations.NullMarked;
