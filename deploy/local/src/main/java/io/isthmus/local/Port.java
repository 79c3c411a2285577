package io.isthmus.local;

import java.util.Locale;

/** Where the parts of the local stack listen, and what they are called there. */
enum Port {
    PORTAL("portal", 9000),
    TOKEN("token-service", 9001),
    SYNC("user-sync-service", 9002),
    COURSE("course-service", 9003),
    LMS("LMS stand-in", 9004),
    POSTGRES("PostgreSQL", 15432),
    REDIS("Redis", 16379),
    KAFKA("Kafka", 19092);

    private final String label;
    private final int standard;

    Port(String label, int standard) {
        this.label = label;
        this.standard = standard;
    }

    String label() {
        return label;
    }

    int standard() {
        return standard;
    }

    /** The environment variable that moves it, such as {@code STACK_TOKEN_PORT}. */
    String variable() {
        return "STACK_" + name().toUpperCase(Locale.ROOT) + "_PORT";
    }
}
