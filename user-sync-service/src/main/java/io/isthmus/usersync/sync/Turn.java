package io.isthmus.usersync.sync;

import io.isthmus.usersync.account.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One person's turn under way: what has been carried out, and what may have been. */
final class Turn {

    private final Work work;
    private final String cmsUid;
    private final List<SyncDecision> done = new ArrayList<>();
    private final Map<Side, Map<String, String>> sent = new EnumMap<>(Side.class);
    private boolean wrote;
    private SyncDecision.@Nullable Held held;

    Turn(Work work, String cmsUid) {
        this.work = work;
        this.cmsUid = cmsUid;
    }

    Work work() {
        return work;
    }

    long personId() {
        return work.lease().personId();
    }

    String cmsUid() {
        return cmsUid;
    }

    int steps() {
        return done.size();
    }

    List<SyncDecision> done() {
        return List.copyOf(done);
    }

    /** From now on nobody can tell from here alone whether it has happened. */
    synchronized void begin(SyncDecision decision) {
        wrote |= decision.side() != null;
        if (decision instanceof SyncDecision.Write write) {
            sent.computeIfAbsent(write.side(), side -> new HashMap<>()).putAll(write.changes());
        }
    }

    /** The brake does not let it through. */
    void hold(SyncDecision decision) {
        held = new SyncDecision.Held(decision.code(), Objects.requireNonNull(decision.side()));
    }

    /** @return null if the brake has held nothing */
    SyncDecision.@Nullable Held held() {
        return held;
    }

    void end(SyncDecision decision) {
        done.add(decision);
    }

    /** @return whether anything may have been written to either side */
    synchronized boolean wrote() {
        return wrote;
    }

    /** @return what may have been written, by side and field */
    synchronized Map<Side, Map<String, String>> sent() {
        return Map.copyOf(sent);
    }
}
