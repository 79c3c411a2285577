package io.isthmus.token;

/** Something the service needs cannot be asked now. The caller is told to come back, never let in. */
public final class Unavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What is missing; the name is a metric label. */
    public enum Dependency {
        REDIS,
        KAFKA,
        LMS,
        CMS,
        LINKS,
        SIGNING_KEYS
    }

    private final Dependency dependency;

    public Unavailable(Dependency dependency) {
        super(dependency + " cannot be asked now", null, false, false);
        this.dependency = dependency;
    }

    public Unavailable(Dependency dependency, Throwable cause) {
        super(dependency + " cannot be asked now", cause);
        this.dependency = dependency;
    }

    public Dependency dependency() {
        return dependency;
    }
}
