@NullMarked
package io.isthmus.testbed.lms;

import org.jspecify.annotations.NullMarked;
