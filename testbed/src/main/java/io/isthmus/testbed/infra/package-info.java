@NullMarked
package io.isthmus.testbed.infra;

import org.jspecify.annotations.NullMarked;
