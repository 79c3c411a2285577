package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Account;
import io.isthmus.usersync.account.Side;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The next thing to do for a person. */
sealed interface SyncDecision {

    /** @return as in events, tables and metrics */
    String code();

    /** The side that would be written; null if none. */
    default @Nullable Side side() {
        return null;
    }

    /** @return whether there is nothing to carry out */
    default boolean isEnd() {
        return false;
    }

    /** @return whether it takes an account away from somebody */
    default boolean isDestructive() {
        return this instanceof Suspend || this instanceof Delete;
    }

    /** Names of the fields that would be written. */
    default List<String> fields() {
        return List.of();
    }

    /** @param account of the LMS, found */
    record Link(Account account) implements SyncDecision {
        @Override
        public String code() {
            return "link";
        }
    }

    /** @param reason why, a reason code */
    record Unlink(String reason) implements SyncDecision {
        @Override
        public String code() {
            return "unlink";
        }
    }

    /** Make an account at the LMS. */
    record Create(Map<String, String> values) implements SyncDecision {
        @Override
        public String code() {
            return "create";
        }

        @Override
        public Side side() {
            return Side.LMS;
        }

        @Override
        public List<String> fields() {
            return values.keySet().stream().sorted().toList();
        }
    }

    /** Write to an account that is there. */
    sealed interface Write extends SyncDecision {
        /** @return by field name */
        Map<String, String> changes();

        @Override
        Side side();

        /** @return the same with other changes */
        Write with(Map<String, String> other);

        @Override
        default List<String> fields() {
            return changes().keySet().stream().sorted().toList();
        }

        default Write without(Predicate<String> field) {
            var rest = new HashMap<>(changes());
            rest.keySet().removeIf(field);
            return with(rest);
        }
    }

    /** Other values, the login name not among them. */
    record Update(Side side, Map<String, String> changes) implements Write {
        @Override
        public String code() {
            return "update";
        }

        @Override
        public Write with(Map<String, String> other) {
            return new Update(side, other);
        }
    }

    /** Other values, the login name among them. */
    record Rename(Side side, Map<String, String> changes) implements Write {
        @Override
        public String code() {
            return "rename";
        }

        @Override
        public Write with(Map<String, String> other) {
            return new Rename(side, other);
        }
    }

    /** The account may no longer be used. */
    record Suspend(Side side, Map<String, String> changes) implements Write {
        @Override
        public String code() {
            return "suspend";
        }

        @Override
        public Write with(Map<String, String> other) {
            return new Suspend(side, other);
        }
    }

    /** The account may be used again. */
    record Reactivate(Side side, Map<String, String> changes) implements Write {
        @Override
        public String code() {
            return "reactivate";
        }

        @Override
        public Write with(Map<String, String> other) {
            return new Reactivate(side, other);
        }
    }

    /** Delete the account at the LMS. */
    record Delete() implements SyncDecision {
        @Override
        public String code() {
            return "delete";
        }

        @Override
        public Side side() {
            return Side.LMS;
        }
    }

    /** @param reason why nothing is to be done, a reason code */
    record Nothing(String reason) implements SyncDecision {
        @Override
        public String code() {
            return "nothing";
        }

        @Override
        public boolean isEnd() {
            return true;
        }
    }

    /** @param reason what has to happen first, a reason code */
    record Wait(String reason) implements SyncDecision {
        @Override
        public String code() {
            return "wait";
        }

        @Override
        public boolean isEnd() {
            return true;
        }
    }

    /** @param reason what a person has to decide about, a reason code */
    record Conflict(String reason) implements SyncDecision {
        @Override
        public String code() {
            return "conflict";
        }

        @Override
        public boolean isEnd() {
            return true;
        }
    }

    /**
     * The brake does not let it through.
     *
     * @param decision what would be done, such as {@code suspend}
     */
    record Held(String decision, Side side) implements SyncDecision {
        @Override
        public String code() {
            return "held";
        }

        @Override
        public boolean isEnd() {
            return true;
        }
    }
}
