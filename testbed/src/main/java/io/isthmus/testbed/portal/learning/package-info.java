@NullMarked
package io.isthmus.testbed.portal.learning;

import org.jspecify.annotations.NullMarked;
