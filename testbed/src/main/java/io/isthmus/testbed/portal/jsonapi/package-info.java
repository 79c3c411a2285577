@NullMarked
package io.isthmus.testbed.portal.jsonapi;

import org.jspecify.annotations.NullMarked;
