package io.isthmus.testbed.lms;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A web-service token and what its user may do; both can change while the server runs. */
public final class LmsToken {

    private final String value;
    private final String name;
    private final long userId;
    private final Set<Capability> capabilities;
    private @Nullable Set<String> functions;
    private volatile boolean usable = true;

    LmsToken(String value, String name, long userId, Set<Capability> capabilities) {
        this.value = value;
        this.name = name;
        this.userId = userId;
        this.capabilities = capabilities.isEmpty() ? EnumSet.noneOf(Capability.class) : EnumSet.copyOf(capabilities);
    }

    /** @return what may stand in a log in place of the token */
    public String name() {
        return name;
    }

    public long userId() {
        return userId;
    }

    boolean is(String candidate) {
        return value.equals(candidate);
    }

    public synchronized boolean has(Capability capability) {
        return capabilities.contains(capability);
    }

    public synchronized LmsToken grant(Capability capability) {
        capabilities.add(capability);
        return this;
    }

    public synchronized LmsToken revoke(Capability capability) {
        capabilities.remove(capability);
        return this;
    }

    /** Restricts the token to a service with these functions. */
    public synchronized LmsToken onlyFunctions(Set<String> names) {
        functions = new HashSet<>(names);
        return this;
    }

    synchronized boolean mayCall(String function) {
        return functions == null || functions.contains(function);
    }

    /** An expired token, or one bound to another address, is refused with {@code accessexception}. */
    public LmsToken usable(boolean value) {
        usable = value;
        return this;
    }

    boolean isUsable() {
        return usable;
    }

    @Override
    public String toString() {
        return "LmsToken[" + name + "]";
    }
}
