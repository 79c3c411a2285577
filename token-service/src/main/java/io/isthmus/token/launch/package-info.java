/** The way in without a token: from the LMS or a bookmark, by the session a person has at the CMS. */
@NullMarked
package io.isthmus.token.launch;

import org.jspecify.annotations.NullMarked;
