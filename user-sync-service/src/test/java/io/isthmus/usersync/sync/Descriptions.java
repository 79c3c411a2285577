package io.isthmus.usersync.sync;

/** Says a decision in a few words, as the tables have it. */
final class Descriptions {

    private Descriptions() {}

    static String of(SyncDecision decision) {
        if (decision instanceof SyncDecision.Nothing nothing) {
            return "nothing " + nothing.reason();
        }
        if (decision instanceof SyncDecision.Conflict conflict) {
            return "conflict " + conflict.reason();
        }
        if (decision instanceof SyncDecision.Wait wait) {
            return "wait " + wait.reason();
        }
        if (decision instanceof SyncDecision.Unlink unlink) {
            return "unlink " + unlink.reason();
        }
        if (decision instanceof SyncDecision.Write write) {
            return write.code() + " " + write.side().code();
        }
        return decision.code();
    }
}
