/** What a service can be told, read from its build. */
@NullMarked
package io.isthmus.checks.settings;

import org.jspecify.annotations.NullMarked;
