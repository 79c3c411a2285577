@NullMarked
package io.isthmus.testbed.portal.page;

import org.jspecify.annotations.NullMarked;
