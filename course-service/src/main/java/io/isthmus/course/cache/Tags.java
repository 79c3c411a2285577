package io.isthmus.course.cache;

import java.util.HashSet;
import java.util.Set;

/** What an event and an answer can both be about. */
final class Tags {

    private Tags() {}

    static String account(String source, String userId) {
        return "account " + source + ":" + userId;
    }

    static String course(String source, String courseId) {
        return "course " + source + ":" + courseId;
    }

    static String catalogue(String source) {
        return "catalogue " + source;
    }

    static Set<String> of(CacheKey<?> key, Object value) {
        var tags = new HashSet<String>();
        if (key.kind().about() == Kind.About.ACCOUNT) {
            tags.add(account(key.source(), key.subject()));
        }
        if (key.kind().about() == Kind.About.COURSES) {
            tags.add(catalogue(key.source()));
        }
        if (value instanceof Content content) {
            content.courseIds().forEach(course -> tags.add(course(key.source(), course)));
        }
        return Set.copyOf(tags);
    }
}
