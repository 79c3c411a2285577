@NullMarked
package io.isthmus.testbed.portal.web;

import org.jspecify.annotations.NullMarked;
