@NullMarked
package io.isthmus.testbed.portal.event;

import org.jspecify.annotations.NullMarked;
