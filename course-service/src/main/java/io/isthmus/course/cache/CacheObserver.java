package io.isthmus.course.cache;

import java.util.Locale;

/** Hears what became of a question. */
interface CacheObserver {

    /** How an asker was served. */
    enum Outcome {
        FRESH,
        REVALIDATED,
        LOADED,
        STALE,
        FAILED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    void asked(String kind, Outcome outcome);
}
