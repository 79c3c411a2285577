@NullMarked
package io.isthmus.testbed.quarkus;

import org.jspecify.annotations.NullMarked;
