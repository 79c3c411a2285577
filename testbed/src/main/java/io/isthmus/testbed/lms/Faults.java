package io.isthmus.testbed.lms;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which calls go wrong: set while the server runs, by function name, by a page's path, or for everything. */
public final class Faults {

    private static final String ALL = "*";

    private final Map<String, Active> active = new HashMap<>();

    private record Active(Fault fault, int remaining) {}

    /** From now on everything fails so. */
    public void set(Fault fault) {
        set(ALL, fault);
    }

    /** @param target a function such as {@code core_user_create_users}, or a path such as {@code /auth/userkey/login.php} */
    public void set(String target, Fault fault) {
        times(Integer.MAX_VALUE, target, fault);
    }

    /** Fails the next calls only. */
    public synchronized void times(int calls, String target, Fault fault) {
        active.put(target, new Active(fault, calls));
    }

    public synchronized void clear() {
        active.clear();
    }

    synchronized Optional<Fault> take(String target) {
        String key = active.containsKey(target) ? target : ALL;
        Active found = active.get(key);
        if (found == null) {
            return Optional.empty();
        }
        if (found.remaining() == 1) {
            active.remove(key);
        } else if (found.remaining() < Integer.MAX_VALUE) {
            active.put(key, new Active(found.fault(), found.remaining() - 1));
        }
        return Optional.of(found.fault());
    }
}
