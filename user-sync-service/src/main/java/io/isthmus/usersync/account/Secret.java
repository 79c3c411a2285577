package io.isthmus.usersync.account;

/** A credential for one of the sides. It cannot be printed; where it is read, the name of the method says so. */
public final class Secret {

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Also how the configuration makes one. */
    public static Secret of(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a credential is not blank");
        }
        return new Secret(value);
    }

    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "Secret[hidden]";
    }
}
