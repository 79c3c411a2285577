package io.isthmus.usersync.conflict;

import java.util.List;

/** What an operator reads of a conflict. */
public final class Words {

    private Words() {}

    public static String of(String reason, List<String> accounts) {
        return Explanations.of(reason, accounts, List.of());
    }
}
