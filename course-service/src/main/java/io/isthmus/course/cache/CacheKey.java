package io.isthmus.course.cache;

import io.isthmus.course.source.LmsAccount;

/**
 * What an answer is about.
 *
 * @param kind which question; says the type of the answer
 * @param source name of the LMS that answered
 * @param subject whom or what it is about there; empty for the LMS as a whole
 */
public record CacheKey<T>(Kind<T> kind, String source, String subject) {

    /** A question, and who its subject is. */
    public record Kind<T>(String name, Subject subject) {

        public CacheKey<T> of(LmsAccount account) {
            return new CacheKey<>(this, account.source(), account.userId());
        }

        public CacheKey<T> of(String source, String subject) {
            return new CacheKey<>(this, source, subject);
        }
    }

    /** What the subjects of a kind are. */
    public enum Subject {
        ACCOUNT,
        COURSES
    }
}
