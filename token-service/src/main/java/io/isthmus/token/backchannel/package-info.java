/** Logout told from server to server (OpenID Connect Back-Channel Logout 1.0), in and out. */
@NullMarked
package io.isthmus.token.backchannel;

import org.jspecify.annotations.NullMarked;
