package io.isthmus.usersync.sync;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an import would do about somebody.
 *
 * @param reason a reason code; null where nothing is to be explained
 */
public record Forecast(Kind kind, @Nullable String reason) {

    /** What it comes to. */
    public enum Kind {
        /** The other side gets an account. */
        CREATE,
        /** The other side has one. */
        LINK,
        /** Somebody has to decide. */
        CONFLICT,
        /** There is nothing to do. */
        SKIP;

        /** @return as in tables and the API */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Forecast of(Kind kind) {
        return new Forecast(kind, null);
    }
}
