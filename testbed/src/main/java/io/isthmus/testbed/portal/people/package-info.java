@NullMarked
package io.isthmus.testbed.portal.people;

import org.jspecify.annotations.NullMarked;
