package io.isthmus.course.cache;

import io.isthmus.course.access.Subject;
import java.util.Optional;

/** A question that an LMS answers, or the database. Compared by identity. */
public final class Kind<T> {

    /** What the subjects of a kind are. */
    enum About {
        PERSON,
        ACCOUNT,
        COURSES
    }

    private final String name;
    private final About about;
    private final Optional<Codec<T>> codec;

    private Kind(String name, About about, Optional<Codec<T>> codec) {
        this.name = name;
        this.about = about;
        this.codec = codec;
    }

    /** About an account at an LMS; shared by all replicas. */
    public static <T> Kind<T> ofAccounts(String name, Codec<T> codec) {
        return new Kind<>(name, About.ACCOUNT, Optional.of(codec));
    }

    /** About a person of a CMS; each replica has its own. */
    public static <T> Kind<T> ofPeople(String name) {
        return new Kind<>(name, About.PERSON, Optional.empty());
    }

    /** About the courses of an LMS; shared by all replicas. */
    public static <T> Kind<T> ofCourses(String name, Codec<T> codec) {
        return new Kind<>(name, About.COURSES, Optional.of(codec));
    }

    /** About the courses of an LMS; each replica has its own. */
    public static <T> Kind<T> ofCourses(String name) {
        return new Kind<>(name, About.COURSES, Optional.empty());
    }

    /** @throws IllegalArgumentException if this kind is not about accounts, as the others do */
    public CacheKey<T> of(Subject.Account account) {
        return key(About.ACCOUNT, account.source(), account.at().userId());
    }

    public CacheKey<T> of(Subject person) {
        return key(About.PERSON, person.source(), person.cmsUid());
    }

    /** @param part of the courses of this LMS; empty for all */
    public CacheKey<T> of(String source, String part) {
        return key(About.COURSES, source, part);
    }

    private CacheKey<T> key(About asked, String source, String subject) {
        if (asked != about) {
            throw new IllegalArgumentException(name + " is not about " + asked);
        }
        return new CacheKey<>(this, source, subject);
    }

    String name() {
        return name;
    }

    About about() {
        return about;
    }

    /** @return empty for what each replica has for itself */
    Optional<Codec<T>> codec() {
        return codec;
    }
}
