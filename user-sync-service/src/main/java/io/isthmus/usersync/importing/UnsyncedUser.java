package io.isthmus.usersync.importing;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Field;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody whom only one side has. */
@Schema(name = "UnsyncedUser")
record UnsyncedUser(
        String source,
        @Schema(description = "At that source.") String id,
        String username,
        String email,
        String firstName,
        String lastName,
        @Schema(enumeration = {"active", "suspended"}) String status) {

    static UnsyncedUser of(String source, Account account) {
        return new UnsyncedUser(
                source,
                account.id(),
                account.text(Field.USERNAME),
                account.text(Field.EMAIL),
                account.text(Field.FIRST_NAME),
                account.text(Field.LAST_NAME),
                account.status());
    }
}
