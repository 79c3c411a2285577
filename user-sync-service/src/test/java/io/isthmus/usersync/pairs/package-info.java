/** Several CMSs and LMSs, each pair with a service of its own. */
@NullMarked
package io.isthmus.usersync.pairs;

import org.jspecify.annotations.NullMarked;
