package io.isthmus.usersync.account;

import java.util.Map;

/**
 * What became of a write.
 *
 * @param after the account as read back
 * @param refused fields the side would not take, with a reason code each; the others are written
 */
public record Written(Account after, Map<String, String> refused) {

    public Written {
        refused = Map.copyOf(refused);
    }
}
