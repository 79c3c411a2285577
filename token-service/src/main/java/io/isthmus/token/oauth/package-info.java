/** OAuth 2.0: access tokens for machines and people, the keys that sign them, metadata. */
@NullMarked
package io.isthmus.token.oauth;

import org.jspecify.annotations.NullMarked;
