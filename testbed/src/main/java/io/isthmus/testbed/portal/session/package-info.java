@NullMarked
package io.isthmus.testbed.portal.session;

import org.jspecify.annotations.NullMarked;
