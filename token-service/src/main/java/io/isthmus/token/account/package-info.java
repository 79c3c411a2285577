/** Whether the LMS account of a person may be entered now. */
@NullMarked
package io.isthmus.token.account;

import org.jspecify.annotations.NullMarked;
