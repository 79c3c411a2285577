package io.isthmus.testbed.lms;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Everything the LMS remembers. One monitor guards it all: every call and every page runs in a {@link #transaction},
 * which takes its changes back when it fails and tells the listener about them when it does not.
 */
public final class LmsState {

    static final long SITE_COURSE = 1;

    private final Clock clock;
    private final UnitOfWork work;

    final Table<LmsUser> users = this.<LmsUser>table(LmsUser::id)
            .indexedBy("username", LmsUser::username)
            .indexedBy("idnumber", LmsUser::idnumber)
            .indexedBy("email", LmsUser::email)
            .indexedBy("emailInAnyCase", user -> Emails.fold(user.email()));

    final Table<LmsProfileField> profileFields = table(LmsProfileField::id);
    final Table<LmsCategory> categories = table(LmsCategory::id);
    final Table<LmsCourse> courses = table(LmsCourse::id);
    final Table<LmsModule> modules = this.<LmsModule>table(LmsModule::id)
            .indexedBy("course", module -> Long.toString(module.courseId()))
            .indexedBy("instance", module -> module.modname() + ":" + module.instance());
    final Table<LmsEnrolment> enrolments = this.<LmsEnrolment>table(LmsEnrolment::id)
            .indexedBy("user", enrolment -> Long.toString(enrolment.userId()))
            .indexedBy("course", enrolment -> Long.toString(enrolment.courseId()));
    final Table<LmsCertificate> certificates = this.<LmsCertificate>table(LmsCertificate::id)
            .indexedBy("user", certificate -> Long.toString(certificate.userId()));
    final Table<LmsBadge> badges = table(LmsBadge::id);
    final Table<LmsCohort> cohorts = table(LmsCohort::id);

    /** @param committed gets what a transaction changed, in order, still inside the monitor */
    LmsState(Clock clock, Consumer<List<Consumer<LmsListener>>> committed) {
        this.clock = clock;
        work = new UnitOfWork(committed);
    }

    private <V> Table<V> table(ToLongFunction<V> id) {
        return new Table<>(id, step -> work.undoBy(step));
    }

    /** Runs the work alone; when it throws, all it changed is as before. Transactions nest. */
    synchronized <T extends @Nullable Object> T transaction(Supplier<T> task) {
        return work.run(task);
    }

    /** Fills a new state, without a word to the listener. */
    void fill(Consumer<LmsState> world) {
        transaction(() -> {
            world.accept(this);
            work.forgetChanges();
            return null;
        });
    }

    long now() {
        return clock.instant().getEpochSecond();
    }

    // users

    public synchronized Optional<LmsUser> user(long id) {
        return Optional.ofNullable(users.get(id));
    }

    public synchronized Optional<LmsUser> userByUsername(String username) {
        return users.find("username", username).stream().findFirst();
    }

    /** @return all accounts with this idnumber: Moodle does not keep it unique */
    public synchronized List<LmsUser> usersByIdnumber(String idnumber) {
        return users.find("idnumber", idnumber);
    }

    /** @return every account by id, the deleted ones too */
    public synchronized List<LmsUser> users() {
        return List.copyOf(users.all());
    }

    /** @return the account with its new id and times */
    public LmsUser addUser(LmsUser user) {
        return transaction(() -> save(user.created(user.id() == 0 ? users.nextId() : user.id(), now())));
    }

    /** Saves a change as a person or a producer beside Isthmus would make it. */
    public LmsUser saveUser(LmsUser user) {
        return transaction(() -> save(user.modified(now())));
    }

    LmsUser save(LmsUser user) {
        work.tell(listener -> listener.userChanged(user));
        return users.save(user);
    }

    // courses

    public synchronized Optional<LmsCourse> course(long id) {
        return Optional.ofNullable(courses.get(id));
    }

    public LmsCategory addCategory(LmsCategory category) {
        return transaction(() -> categories.save(category));
    }

    /** @return the course with its new id, unless it had one */
    public LmsCourse saveCourse(LmsCourse course) {
        return transaction(() -> {
            long id = course.id() == 0 ? courses.nextId() : course.id();
            long order = course.sortOrder() == 0 ? id : course.sortOrder();
            LmsCourse saved =
                    course.change().id(id).sortOrder(order).timeModified(now()).build();
            work.tell(listener -> listener.courseChanged(saved));
            return courses.save(saved);
        });
    }

    /** Saves a new course with as many lessons, unless nothing in it is tracked. */
    public LmsCourse addCourse(LmsCourse course, int lessons) {
        return transaction(() -> {
            LmsCourse saved = saveCourse(course);
            for (int i = 1; i <= lessons && saved.completion() == LmsCourse.Completion.TRACKED; i++) {
                addModule(saved.id(), "page", "Lesson " + i, true);
            }
            return saved;
        });
    }

    /** @return the courses in the order Moodle shows them */
    List<LmsCourse> coursesSorted() {
        return courses.all().stream()
                .sorted(Comparator.comparingLong(LmsCourse::sortKey))
                .toList();
    }

    Optional<LmsModule> module(String modname, long instance) {
        return modules.find("instance", modname + ":" + instance).stream().findFirst();
    }

    List<LmsModule> trackedModules(long courseId) {
        return modules.find("course", courseId).stream()
                .filter(LmsModule::tracked)
                .toList();
    }

    LmsModule addModule(long courseId, String modname, String name, boolean tracked) {
        long id = modules.nextId();
        return modules.save(new LmsModule(id, courseId, modname, id, name, tracked));
    }

    // enrolments and certificates

    /** Enrols a person as a student, or sets the progress of one who is. */
    public LmsEnrolment enrol(long userId, long courseId, int progress) {
        return transaction(() -> {
            LmsEnrolment enrolment = enrolment(userId, courseId)
                    .orElseGet(() -> LmsEnrolment.of(userId, courseId, "manual", LmsEnrolment.STUDENT));
            return save(enrolment.progressed(progress, now()));
        });
    }

    /** Deletes a course that nobody is in. */
    public void removeCourse(long id) {
        transaction(() -> {
            courses.remove(id);
            return null;
        });
    }

    /** Takes a person out of a course, as a teacher would. */
    public void unenrol(long userId, long courseId) {
        transaction(() -> {
            enrolment(userId, courseId).ifPresent(enrolment -> enrolments.remove(enrolment.id()));
            return null;
        });
    }

    public synchronized Optional<LmsEnrolment> enrolment(long userId, long courseId) {
        return enrolments.find("user", userId).stream()
                .filter(enrolment -> enrolment.courseId() == courseId)
                .findFirst();
    }

    LmsEnrolment save(LmsEnrolment enrolment) {
        LmsEnrolment saved = enrolment.id() == 0 ? enrolment.withId(enrolments.nextId()) : enrolment;
        work.tell(listener -> listener.enrolmentChanged(saved));
        return enrolments.save(saved);
    }

    Collection<LmsEnrolment> activeEnrolments(long userId) {
        long now = now();
        return enrolments.find("user", userId).stream()
                .filter(enrolment -> enrolment.active(now))
                .toList();
    }

    /** Issues a certificate of the course's, which gets its certificate activity if it had none. */
    public LmsCertificate issueCertificate(long userId, long courseId, String code, long timeCreated) {
        return transaction(() -> {
            LmsModule activity = modules.find("course", courseId).stream()
                    .filter(module -> module.modname().equals("customcert"))
                    .findFirst()
                    .orElseGet(() -> addModule(courseId, "customcert", "Certificate of completion", false));
            return save(new LmsCertificate(certificates.nextId(), activity.instance(), userId, code, timeCreated));
        });
    }

    /** Issues it now, with a code of its own. */
    public LmsCertificate issueCertificate(long userId, long courseId) {
        String code =
                UUID.randomUUID().toString().replace("-", "").substring(0, 10).toUpperCase(Locale.ROOT);
        return issueCertificate(userId, courseId, code, now());
    }

    LmsCertificate save(LmsCertificate certificate) {
        work.tell(listener -> listener.certificateIssued(certificate));
        return certificates.save(certificate);
    }

    /** @return the person's certificates, the oldest first */
    public synchronized List<LmsCertificate> certificates(long userId) {
        return certificates.find("user", userId);
    }

    /** Takes a certificate back, as a teacher would. */
    public void revokeCertificate(long id) {
        transaction(() -> {
            certificates.remove(id);
            return null;
        });
    }

    /**
     * Awards a badge.
     *
     * @param courseId 0 for a badge of the site
     * @param dateExpire seconds since 1970; 0 = never
     */
    public LmsBadge awardBadge(long userId, String name, long courseId, long dateIssued, long dateExpire) {
        return transaction(() -> {
            long id = badges.nextId();
            String hash = UUID.nameUUIDFromBytes((id + ":" + userId).getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .replace("-", "");
            return badges.save(new LmsBadge(id, name, "", courseId, userId, hash, dateIssued, dateExpire));
        });
    }
}
