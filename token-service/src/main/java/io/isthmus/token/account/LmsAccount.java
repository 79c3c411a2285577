package io.isthmus.token.account;

import java.util.Optional;

/**
 * An account as the LMS shows it.
 *
 * @param auth Moodle's authentication plugin of the account, such as {@code userkey}
 */
public record LmsAccount(
        String id,
        String username,
        String idnumber,
        Optional<String> email,
        String auth,
        boolean suspended,
        boolean confirmed) {

    @Override
    public String toString() {
        return "LmsAccount[hidden]";
    }
}
