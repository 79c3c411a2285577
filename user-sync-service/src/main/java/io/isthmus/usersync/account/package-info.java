/** What an account of either side looks like, and the ports through which they are read and written. */
@NullMarked
package io.isthmus.usersync.account;

import org.jspecify.annotations.NullMarked;
